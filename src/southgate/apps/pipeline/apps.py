from southgate.kernel.parts import Room


class PipelineConfig(Room):
    default = True  # Django sees two configurations in this file, and takes none when it is not told which
    name = "southgate.apps.pipeline"
    label = "pipeline"
