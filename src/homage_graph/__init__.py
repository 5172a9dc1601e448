"""A knowledge graph of the homages that music videos pay to films, each with its evidence.

>>> import homage_graph
>>> graph = homage_graph.load()
>>> answer = graph.ask("homages-in-video", video="LILAC")
>>> answer.variables
('video', 'work', 'director', 'scene', 'quote', 'source')
>>> video, work, director, scene, quote, source = answer.rows[1]
>>> graph.name(work), graph.name(director), graph.name(scene)
('Oldboy', 'Park Chan-wook', 'the corridor fight')
>>> quote.value
'And that, perhaps, is exactly the point of recreating the scene in the music video for ‘LILAC’'
"""

from typing import TYPE_CHECKING, Any

from homage_graph.errors import HomageGraphError

if TYPE_CHECKING:
    from homage_graph.graph import Graph, load

__all__ = ["Graph", "HomageGraphError", "__version__", "load"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`Graph` and `load`, imported when they are first asked for: `homage --help` needs neither."""
    if name in ("Graph", "load"):
        from homage_graph import graph

        return getattr(graph, name)
    raise AttributeError(f"module “{__name__}” has no attribute “{name}”")
