"""Whatever is written can be read again, whatever the texts hold."""

import io

from hypothesis import given
from hypothesis import strategies as st

from architecture.exchange.archimate.nodes import Node, fit, from_kept, xml
from architecture.exchange.archimate.reading import things
from tests.architecture.exchange.archimate.moving import model

TEXTS = st.text(max_size=40)


@given(name=TEXTS, value=TEXTS)
def test_any_text_comes_back_without_what_xml_cannot_hold(name, value):
    stated = Node(
        "element",
        {"identifier": "x", "{http://contoh.go.id/}catatan": value},
        children=[Node("name", text=name), Node("documentation", text=value)],
    )
    stated.attributes["{http://www.w3.org/2001/XMLSchema-instance}type"] = "Node"
    file = model(f"<elements>{xml(stated)}</elements>".encode().decode())
    read, _ = things(io.BytesIO(file))
    assert [child.text for child in read.node.children] == [fit(name), fit(value)]
    assert read.node.attributes["{http://contoh.go.id/}catatan"] == fit(value)


@given(
    st.recursive(
        st.builds(Node, st.just("a"), st.dictionaries(TEXTS, TEXTS), TEXTS),
        lambda several: st.builds(
            Node, st.just("b"), st.just({}), st.just(""), st.lists(several), TEXTS
        ),
    )
)
def test_a_node_is_kept_as_it_is(node):
    assert from_kept(node.kept()) == node
