// One request at a time: the second edit of a row must carry the version that the first one made.
import { newId } from '../commandid.js';
import { csrf } from '../csrf.js';

let tail = Promise.resolve();

async function post(url, body) {
  let response;
  try {
    response = await fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': csrf() },
      body: JSON.stringify(body),
    });
  } catch {
    return { status: 0 };
  }
  const isJson = (response.headers.get('Content-Type') ?? '').includes('json');
  if (isJson) return { ...(await response.json()), status: response.status };
  // A page instead of an answer: the sign-in page after a redirect, or an error page.
  return { status: response.redirected ? 401 : response.status === 200 ? 500 : response.status };
}

/**
 * One command: a list of edits under one id. `send` again after a broken line repeats the same id;
 * `edits` is read when its turn comes, so each edit carries the newest version of its row.
 */
export class Command {
  constructor(model, edits) {
    this.model = model;
    this.edits = edits; // [{id, field, value}]
    this.id = newId();
    this.body = null;
  }

  send() {
    const turn = tail.then(() => {
      this.body ??= {
        command_id: this.id,
        edits: this.edits.map(({ id, field, value }) => ({ id, seen: this.seen(id), field, value })),
      };
      return post(this.model.wrap.dataset.editUrl, this.body);
    });
    tail = turn.catch(() => {});
    return turn;
  }

  seen(id) {
    return Number(this.model.row(id).dataset.version);
  }
}

export const check = (url, body) => post(url, body);
