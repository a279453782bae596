"""The vocabulary of the exchange format: namespaces, types, and limits of a file."""

from typing import Final


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


NAMESPACE: Final = "http://www.opengroup.org/xsd/archimate/3.0/"
"""All files of version 3.x bear it; which 3.x it is shows only in the content."""

OLD_NAMESPACES: Final = frozenset(
    {
        "http://www.opengroup.org/xsd/archimate",
        "http://www.opengroup.org/xsd/archimate/",
        "http://www.opengroup.org/xsd/archimate/2.0/",
        "http://www.opengroup.org/xsd/archimate/2.1/",
    }
)
ARCHI: Final = "http://www.archimatetool.com/archimate"
"""What the tool Archi saves by itself; it exports the exchange format too."""

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XML: Final = "http://www.w3.org/XML/1998/namespace"
DC: Final = "http://purl.org/dc/elements/1.1/"
TYPE: Final = f"{{{XSI}}}type"
LANG: Final = f"{{{XML}}}lang"

ELEMENT_TYPES: Final = _names(
    """
    BusinessActor BusinessRole BusinessCollaboration BusinessInterface BusinessProcess
    BusinessFunction BusinessInteraction BusinessEvent BusinessService BusinessObject
    Contract Representation Product ApplicationComponent ApplicationCollaboration
    ApplicationInterface ApplicationFunction ApplicationInteraction ApplicationProcess
    ApplicationEvent ApplicationService DataObject Node Device SystemSoftware
    TechnologyCollaboration TechnologyInterface Path CommunicationNetwork
    TechnologyFunction TechnologyProcess TechnologyInteraction TechnologyEvent
    TechnologyService Artifact Equipment Facility DistributionNetwork Material
    Stakeholder Driver Assessment Goal Outcome Principle Requirement Constraint Meaning
    Value Resource Capability CourseOfAction ValueStream WorkPackage Deliverable
    ImplementationEvent Plateau Gap Grouping Location AndJunction OrJunction
    """
)
RELATIONSHIP_TYPES: Final = _names(
    """
    Composition Aggregation Assignment Realization Serving Access Influence Triggering
    Flow Specialization Association
    """
)
RELATIONSHIP: Final = "Relationship"
"""What the table of rules calls the end of a relation that is a relation itself."""

OLD_TYPES: Final = _names(
    """
    InfrastructureService InfrastructureFunction InfrastructureInterface Network
    CommunicationPath UsedBy UsedByRelationship AssociationRelationship
    AccessRelationship RealisationRelationship AssignmentRelationship
    CompositionRelationship AggregationRelationship SpecialisationRelationship
    TriggeringRelationship FlowRelationship InfluenceRelationship
    """
)
"""Types of ArchiMate 2, by which an old file is known whatever its namespace says."""

LARGEST: Final = 100 * 1000 * 1000
"""Bytes of a file."""

DEEPEST: Final = 60
LARGEST_VALUE: Final = 1_000_000
"""Characters of one text, or bytes of one tag with its attributes."""

MOST_PARTS: Final = 20_000
"""Parts of one element or relation, its properties above all."""

MOST_PARTS_OF_A_VIEW: Final = 200_000
MOST_THINGS: Final = 600_000
"""Elements, relations, views and whatever else a file holds one by one."""
