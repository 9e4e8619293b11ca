"""Lanes, pools, messages, data, texts and names of a BPMN file."""

from helpers_bpmn import flows, read, read_process, said
from procfit.formats.names import Ids
from procfit.model.process import Lane, Message


def test_nested_lanes_keep_their_parent_and_the_inner_one_holds_the_step() -> None:
    found = read_process(
        '<laneSet><lane id="L1" name="Sales"><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef>'
        '<childLaneSet><lane id="L2" name="Inside sales"><flowNodeRef>a</flowNodeRef></lane>'
        "</childLaneSet></lane></laneSet>"
        '<task id="a" name="A"/><task id="b" name="B"/>' + flows("a b")
    )
    process = found.maps[0]
    assert process.lanes == (
        Lane("sales", "Sales"),
        Lane("inside-sales", "Inside sales", parent="sales"),
    )
    assert [step.lane for step in process.steps] == ["inside-sales", "sales"]
    assert found.counts["lanes"] == 2
    assert found.notices == ()


def test_the_steps_of_a_sub_process_stand_in_its_lane() -> None:
    found = read_process(
        '<laneSet><lane id="l" name="Sales"><flowNodeRef>x</flowNodeRef></lane></laneSet>'
        '<subProcess id="x" name="X"><task id="a" name="A"/></subProcess>'
    )
    inner = found.maps[1]
    assert (inner.lanes, inner.steps[0].lane) == ((Lane("l", "Sales"),), "l")


def test_lanes_that_list_what_is_not_there_are_told() -> None:
    found = read_process(
        '<laneSet><lane id="l" name="L"><flowNodeRef>gone</flowNodeRef><flowNodeRef>d</flowNodeRef>'
        '</lane></laneSet><dataObject id="d" name="D"/><task id="a" name="A"/>'
    )
    assert [message[:20] for message in said(found, "l")] == [
        'lists the step "gone',
        'lists the data "d": ',
    ]


def test_pools_become_maps_joined_by_messages() -> None:
    found = read(
        '<collaboration id="c"><participant id="P1" name="Customer" processRef="Process_1"/>'
        '<participant id="P2" name="Shop" processRef="Process_2"/><participant id="P3" name="Bank"/>'
        '<messageFlow id="m1" name="order" sourceRef="t1" targetRef="t2"/>'
        '<messageFlow id="m2" sourceRef="t2" targetRef="P3" messageRef="msg"/>'
        '<messageFlow id="m3" sourceRef="P3" targetRef="P1"/>'
        '<messageFlow id="m4" sourceRef="P3" targetRef="P3"/>'
        '<messageFlow id="m5" sourceRef="gone" targetRef="t2"/></collaboration>'
        '<message id="msg" name="payment request"/>'
        '<process id="Process_1"><task id="t1" name="Buy"/></process>'
        '<process id="Process_2"><task id="t2" name="Sell"/></process>'
    )
    customer, shop = found.maps
    assert (customer.id, customer.name, shop.id) == ("customer", "Customer", "shop")
    assert customer.messages == (
        Message("customer#t1", "shop#t2", "order"),
        Message("bank", "customer"),
    )
    assert shop.messages == (Message("shop#t2", "bank", "payment request"),)
    assert said(found, "P3") == ['pool "Bank" holds no steps: kept as the message end "bank"']
    assert said(found, "m4") == ["message flow between two pools without steps left out"]
    assert said(found, "m5") == ['message flow left out: its end "gone" is not there']
    assert (found.counts["pools"], found.counts["message_flows"]) == (3, 5)


def test_a_message_to_a_boundary_event_ends_at_its_decision() -> None:
    found = read(
        '<collaboration id="c"><participant id="x" name="X"/>'
        '<messageFlow id="m" sourceRef="x" targetRef="stop"/></collaboration>'
        '<process id="p" name="P"><task id="a" name="A"/>'
        '<boundaryEvent id="stop" attachedToRef="a"/></process>'
    )
    assert found.maps[0].messages == (Message("x", "p#a-outcome"),)


def test_data_associations_become_what_a_step_reads_and_writes() -> None:
    found = read_process(
        '<dataObject id="o" name="Order"/><dataObjectReference id="r" dataObjectRef="o"/>'
        '<dataStoreReference id="s" name="CRM"/>'
        '<task id="a" name="A"><ioSpecification><dataInput id="i" name="in"/><dataInput id="j" name="Price"/>'
        "<inputSet/><outputSet/></ioSpecification>"
        "<dataInputAssociation><sourceRef>r</sourceRef><targetRef>i</targetRef></dataInputAssociation>"
        "<dataOutputAssociation><targetRef>s</targetRef></dataOutputAssociation></task>"
    )
    step = found.maps[0].steps[0]
    assert (step.reads, step.writes) == (("Order", "Price"), ("CRM",))
    assert found.notices == ()


def test_plain_associations_tie_data_to_steps_and_flows() -> None:
    found = read_process(
        '<dataObjectReference id="in" name="Form"/><dataObjectReference id="out" name="Letter"/>'
        '<dataObjectReference id="on" name="Parcel"/><dataObjectReference id="lost" name="Lost"/>'
        '<task id="a" name="A"/><task id="b" name="B"/>'
        + flows("a b")
        + '<association id="x" sourceRef="in" targetRef="a"/>'
        '<association id="y" sourceRef="a" targetRef="out"/>'
        '<association id="z" sourceRef="on" targetRef="f1"/>'
    )
    first, second = found.maps[0].steps
    assert (first.reads, first.writes) == (("Form",), ("Letter", "Parcel"))
    assert second.reads == ("Parcel",)
    assert said(found, "lost") == [
        "data object reference that no step reads or writes left out",
    ]


def test_documentation_and_annotations_describe_steps_and_maps() -> None:
    found = read_process(
        "<documentation>About all of it</documentation>"
        '<task id="a" name="A"><documentation> First\r\nline </documentation></task>'
        '<textAnnotation id="n"><text>Mind the gap</text></textAnnotation>'
        '<textAnnotation id="loose"><text>To whom?</text></textAnnotation>'
        '<association id="x" sourceRef="a" targetRef="n"/>'
    )
    process = found.maps[0]
    assert process.description == "About all of it"
    assert process.steps[0].description == "First\nline\n\nMind the gap"
    assert said(found, "loose") == ['text annotation on no step left out: "To whom?"']


def test_what_a_map_has_no_place_for_is_told_once_per_kind() -> None:
    found = read(
        '<itemDefinition id="i1"/><itemDefinition id="i2"/>'
        '<process id="p"><task xmlns:v="urn:vendor" id="a" name="A" v:color="red">'
        "<extensionElements><v:data/><v:data/></extensionElements>"
        '<multiInstanceLoopCharacteristics/><potentialOwner id="o"><resourceRef>clerk</resourceRef>'
        '</potentialOwner></task><group id="g"/></process>'
    )
    assert said(found, "i1") == ["item definition left out: a map has no place for it (also: i2)"]
    assert said(found, "g") == ["group left out: a map has no place for it"]
    assert said(found, "a") == [
        'performer "clerk" left out: in a map, the lane says who does the work',
        'data of namespace "urn:vendor" left out',
        "runs several times (multi-instance): kept as one step",
    ]


def test_elements_in_odd_places_are_counted_and_told() -> None:
    found = read('<process id="p"><task id="a" name="A"><task id="b" name="B"/></task></process>')
    assert found.counts["activities"] == 2
    assert said(found, "b") == ["task left out: a map has no place for it"]
    assert said(found, "") == ["flow nodes where BPMN has no place for them left out: 1"]


def test_legal_ids_are_kept_and_others_come_from_the_name() -> None:
    found = read_process(
        '<task id="Task_1" name="Check order"/><task id="Task_2" name="Check order"/>'
        '<task id="check-order" name="Another"/><task id="Task_3" name="注文"/>'
    )
    names = {step.name: step.id for step in found.maps[0].steps if step.kind == "task"}
    assert names == {"Check order": "check-order-3", "Another": "check-order", "注文": "task-3"}
    assert [step.id for step in found.maps[0].steps][2] == "check-order-2"


def test_an_id_is_kept_once() -> None:
    ids = Ids()
    assert [ids.keep("a"), ids.keep("a"), ids.keep("Not one")] == ["a", None, None]
    assert ids.make("A") == "a-2"


def test_a_map_never_takes_the_name_of_another_file_of_the_folder() -> None:
    found = read('<process id="items" name="Items"><task id="a" name="A"/></process>')
    assert found.maps[0].id == "items-2"


def test_long_and_empty_names() -> None:
    found = read_process(f'<task id="a" name="{"x" * 501}"/><task id="b" name=" &#10; "/>')
    long, unnamed = (step for step in found.maps[0].steps if step.kind == "task")
    assert (len(long.name), unnamed.name) == (500, "Task")
    assert said(found, "a")[-1] == "its text of 501 characters was cut to 500"
    assert said(found, "b")[-1] == 'has no name: called "Task"'


def test_ids_stay_unique_when_long() -> None:
    ids = Ids()
    made = [ids.make("x" * 80) for _ in range(12)]
    assert len(set(made)) == 12
    assert max(len(name) for name in made) == 64


def test_the_only_process_without_a_name_is_called_after_the_file() -> None:
    found = read('<process id="Process_1"><task id="a" name="A"/></process>')
    assert (found.maps[0].id, found.maps[0].name) == ("sample", "sample")
