using Microsoft.CodeAnalysis;

namespace YongAi.Edge.Tests.Architecture;

/// <summary>
/// The rooms of every project are a ladder (floors.txt): what a reader finds in one room can be understood from
/// the rooms below it.
/// </summary>
public sealed class FloorTests
{
    private static readonly ImmutableArray<Floors> Written = Floors.Parse(Repository.Read("tests/Architecture/floors.txt"));

    public static TheoryData<string> Projects => [.. Written.Select(floors => floors.Project)];

    [Theory, MemberData(nameof(Projects))]
    public void A_room_uses_rooms_on_lower_floors_only(string project)
    {
        var sources = ProjectSources.Read(project);
        var arrows = RoomArrows.In(sources.Compile());
        var rooms = sources.Files.Select(file => SourceText.RoomOf(file.Path)).Distinct();
        Repository.AssertNone(Written.Single(floors => floors.Project == project).Faults(arrows, rooms));
        Assert.Null(RoomArrows.Circle(arrows));
    }

    [Theory, MemberData(nameof(Projects))]
    public void The_compiler_knows_every_type_it_judges_by(string project)
    {
        string[] unknown = ["CS0234", "CS0246", "CS0400"];
        var errors = ProjectSources.Read(project).Compile().GetDiagnostics()
            .Where(fault => unknown.Contains(fault.Id)).Select(fault => fault.ToString());
        Repository.AssertNone(errors);
    }

    [Theory, MemberData(nameof(Projects))]
    public void Every_room_on_a_floor_is_there(string project) => Repository.AssertNone(
        Written.Single(floors => floors.Project == project).Rooms.SelectMany(rooms => rooms)
            .Where(room => room != Floors.Root && !Directory.Exists(Repository.PathOf(project[..(project.LastIndexOf('/') + 1)] + room))));

    [Fact]
    public void Every_project_but_the_tests_has_its_floors()
    {
        var projects = Repository.Projects.Where(file => !file.StartsWith("tests/", StringComparison.Ordinal));
        Assert.Equal(projects, Written.Select(floors => floors.Project).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("namespace P; class Low { object o = new High(); }", "class High { }", "Low may not use High")]
    [InlineData("namespace P; class Low { void Use(High high) { } }", "class High { }", "Low may not use High")]
    [InlineData("namespace P; class Low { int n = High.Number; }",
        "class High { public const int Number = 1; }", "Low may not use High")]
    [InlineData("namespace P; class Low { void Use() { 1.Grow(); } }",
        "static class High { public static void Grow(this int n) { } }", "Low may not use High")]
    public void An_arrow_upwards_is_found(string low, string high, string fault)
    {
        var planted = ProjectSources.Planted(("Low/Low.cs", low), ("High/High.cs", "namespace P; " + high));
        var floors = Floors.Parse("Planted: Low < High < (root)").Single();
        Assert.Contains(fault, Assert.Single(floors.Faults(RoomArrows.In(planted.Compile()), ["Low", "High"])));
    }

    [Fact]
    public void Neighbours_on_one_floor_do_not_see_each_other()
    {
        var planted = ProjectSources.Planted(
            ("Locks/Lock.cs", "namespace P; class Lock;"), ("Bms/Pack.cs", "namespace P; class Pack { Lock? held; }"));
        var floors = Floors.Parse("Planted: Locks, Bms < (root)").Single();
        Assert.Contains("Bms may not use Locks", Assert.Single(floors.Faults(RoomArrows.In(planted.Compile()), [])));
    }

    [Fact]
    public void Root_files_are_used_by_no_room()
    {
        var planted = ProjectSources.Planted(
            ("Top.cs", "namespace P; class Top;"), ("Room/Inner.cs", "namespace P; class Inner { Top? top; }"));
        var floors = Floors.Parse("Planted: Room < (root)").Single();
        Assert.Contains("Room may not use (root)", Assert.Single(floors.Faults(RoomArrows.In(planted.Compile()), [])));
    }

    [Fact]
    public void A_folder_without_a_floor_is_found()
    {
        var floors = Floors.Parse("Planted: Room < (root)").Single();
        Assert.Contains("Attic has no floor", Assert.Single(floors.Faults([], ["Room", "Attic", Floors.Root])));
    }

    [Fact]
    public void An_arrow_downwards_and_a_name_in_a_comment_are_no_fault()
    {
        var planted = ProjectSources.Planted(
            ("Low/Low.cs", "namespace P; /* High */ class Low { string s = \"High\"; }"),
            ("High/High.cs", "namespace P; class High { Low? low; }"));
        var arrows = RoomArrows.In(planted.Compile());
        Assert.Equal([("High", "Low")], arrows.Select(arrow => (arrow.From, arrow.To)));
        Assert.Empty(Floors.Parse("Planted: Low < High < (root)").Single().Faults(arrows, ["Low", "High"]));
    }

    [Fact]
    public void A_circle_of_three_rooms_is_found()
    {
        var planted = ProjectSources.Planted(
            ("A/A.cs", "namespace P; class A { B? b; }"), ("B/B.cs", "namespace P; class B { C? c; }"),
            ("C/C.cs", "namespace P; class C { A? a; }"));
        Assert.Equal("A -> B -> C -> A", RoomArrows.Circle(RoomArrows.In(planted.Compile())));
    }
}
