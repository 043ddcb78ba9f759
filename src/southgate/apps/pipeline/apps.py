from southgate.kernel.parts import Room


class PipelineConfig(Room):
    name = "southgate.apps.pipeline"
    label = "pipeline"
