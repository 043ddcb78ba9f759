"""What the settings themselves promise about signing in."""

from southgate.config import settings


def test_argon2_hashes_passwords():
    assert "Argon2" in settings.PASSWORD_HASHERS[0]


def test_nobody_signs_up_and_nobody_is_signed_in_beside_our_locks():
    assert settings.AUTHENTICATION_BACKENDS == ["allauth.account.auth_backends.AuthenticationBackend"]
    assert settings.SOCIALACCOUNT_AUTO_SIGNUP is False


def test_the_order_of_what_stands_before_a_view():
    own = [name.rpartition(".")[2] for name in settings.MIDDLEWARE if "southgate.kernel.identity" in name]
    assert own == ["Sessions", "ActingMiddleware", "SignInRequired", "Errors"]
