using System.Xml.Linq;

namespace YongAi.Edge.Tests.Architecture;

/// <summary>A project is a wall the compiler guards. These are the eight doors in the walls, and there is no ninth.</summary>
public sealed class ProjectTests
{
    private const string Control = "edge/Control/YongAi.Edge.Control.csproj";
    private const string Devices = "edge/Devices/YongAi.Edge.Devices.csproj";
    private const string Uplink = "edge/Uplink/YongAi.Edge.Uplink.csproj";
    private const string Host = "edge/Host/YongAi.Edge.Host.csproj";
    private const string CloudBridge = "cloud-bridge/YongAi.CloudBridge.csproj";
    private const string Simulators = "simulators/YongAi.Simulators.csproj";
    private const string Tests = "tests/YongAi.Edge.Tests.csproj";
    private const string Bench = "tests/bench/YongAi.Edge.Bench.csproj";
    private const string Fuzz = "tests/fuzz/YongAi.Edge.Fuzz.csproj";
    private const string Pins = "tests/vm/pins/YongAi.Edge.Pins.csproj";

    private static readonly ImmutableArray<Arrow> TheEight =
    [
        new(CloudBridge, Uplink), new(Devices, Control), new(Host, Control), new(Host, Devices), new(Host, Uplink),
        new(Simulators, Control), new(Simulators, Devices), new(Simulators, Uplink),
    ];

    private sealed record Arrow(string From, string To);

    [Fact]
    public void The_projects_refer_to_each_other_by_exactly_eight_arrows()
    {
        var arrows = ProductionProjects().SelectMany(project => ArrowsIn(project, Repository.Read(project)));
        Assert.Equal<Arrow>(TheEight, arrows.OrderBy(arrow => arrow.ToString(), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Tests), InlineData(Bench), InlineData(Fuzz)]
    public void The_tests_the_bench_and_the_fuzzer_see_every_project(string project) =>
        Assert.Equal(ProductionProjects(), ArrowsIn(project, Repository.Read(project)).Select(arrow => arrow.To)
            .Where(to => to != Fuzz || project != Tests).Order(StringComparer.Ordinal));

    [Fact]
    public void What_runs_in_the_virtual_machine_sees_the_host_alone() =>
        Assert.Equal([new Arrow(Pins, Host)], ArrowsIn(Pins, Repository.Read(Pins)));

    [Fact]
    public void Only_the_tests_see_the_fuzzer()
    {
        var seers = Repository.Projects.SelectMany(project => ArrowsIn(project, Repository.Read(project))).Where(arrow => arrow.To == Fuzz);
        Assert.Equal([new Arrow(Tests, Fuzz)], seers);
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = Repository.Read("YongAi.Edge.sln").Replace('\\', '/');
        Assert.All(ProductionProjects().Append(Tests).Append(Bench).Append(Fuzz).Append(Pins), project => Assert.Contains($"\"{project}\"", solution));
    }

    [Theory]
    [InlineData(Control), InlineData(Devices)]
    public void The_web_stays_out_and_the_bans_are_judged_by_the_build(string project)
    {
        var words = XDocument.Parse(Repository.Read(project));
        var imports = words.Descendants("Import").Select(each => each.Attribute("Project")!.Value);
        Assert.Contains("../KeepTheWebOut.targets", imports);
        Assert.Empty(words.Descendants("PackageReference"));
    }

    [Theory]
    [InlineData("""<ProjectReference Include="../Host/YongAi.Edge.Host.csproj" />""")]
    [InlineData("""<ProjectReference Include="..\Host\YongAi.Edge.Host.csproj" />""")]
    [InlineData("""<Reference Include="../Host/bin/Debug/net10.0/yongai-edge.dll" />""")]
    public void A_ninth_arrow_is_found(string reference)
    {
        var planted = $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>{reference}</ItemGroup></Project>""";
        Assert.DoesNotContain(Assert.Single(ArrowsIn(Control, planted)), TheEight);
    }

    private static ImmutableArray<string> ProductionProjects() =>
        [.. Repository.Projects.Where(file => file is not (Tests or Bench or Fuzz or Pins))];

    // A reference to a built assembly is an arrow too: it would go round the project references.
    private static IEnumerable<Arrow> ArrowsIn(string project, string text) =>
        XDocument.Parse(text).Descendants().Where(each => each.Name.LocalName is "ProjectReference" or "Reference")
            .Select(each => each.Attribute("Include")).OfType<XAttribute>()
            .Select(include => new Arrow(project, FromRoot(project, include.Value.Replace('\\', '/'))));

    private static string FromRoot(string project, string relative)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(project))!;
        return Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(folder, relative))).Replace('\\', '/');
    }
}
