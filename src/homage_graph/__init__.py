"""A knowledge graph of the homages that music videos pay to films, each with its evidence.

>>> import homage_graph
>>> graph = homage_graph.load()
>>> row = graph.ask("homages-in-video", video="LILAC")[1]
>>> row.work, row.director.name, row.scene.name
(<Film “Oldboy” (2003)>, 'Park Chan-wook', 'the corridor fight')
>>> row.quote
'And that, perhaps, is exactly the point of recreating the scene in the music video for ‘LILAC’'
>>> graph.film("Oldboy").homages[0].evidence[0].source.publisher
<Publisher “NME”>
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
