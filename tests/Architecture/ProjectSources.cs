using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace YongAi.Edge.Tests.Architecture;

/// <summary>One source file: its path inside the project, with forward slashes, and its text.</summary>
internal sealed record SourceText(string Path, string Text)
{
    /// <summary>The folder of the project that a file lies in, or <see cref="Floors.Root"/>.</summary>
    public static string RoomOf(string path) => path.Contains('/') ? path[..path.IndexOf('/')] : Floors.Root;
}

/// <summary>The sources of one project, so that the compiler's own symbols can judge them.</summary>
internal sealed record ProjectSources(string Name, ImmutableArray<SourceText> Files, ImmutableArray<string> Usings)
{
    // Microsoft.NET.Sdk with ImplicitUsings enabled, and the one of Directory.Build.props.
    private static readonly ImmutableArray<string> UsingsOfTheSdk =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
        "System.Threading.Tasks", "System.Collections.Immutable",
    ];

    public static ProjectSources Read(string projectFile)
    {
        var folder = projectFile[..projectFile.LastIndexOf('/')];
        var project = XDocument.Parse(Repository.Read(projectFile));
        var files = Repository.FilesUnder(folder, "*.cs")
            .Select(file => new SourceText(file[(folder.Length + 1)..], Repository.Read(file)));
        var named = project.Descendants("AssemblyName").FirstOrDefault()?.Value;
        var name = named ?? Path.GetFileNameWithoutExtension(projectFile);
        var usings = project.Descendants("Using").Select(element => element.Attribute("Include")!.Value);
        return new ProjectSources(name, [.. files], [.. UsingsOfTheSdk, .. usings]);
    }

    /// <summary>A project that exists only in a test, to show that a checker bites.</summary>
    public static ProjectSources Planted(params (string Path, string Text)[] files) =>
        new("Planted", [.. files.Select(file => new SourceText(file.Path, file.Text))], UsingsOfTheSdk);

    public CSharpCompilation Compile()
    {
        var parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var usings = string.Concat(Usings.Select(name => $"global using {name};\n"));
        var trees = Files.Select(file => CSharpSyntaxTree.ParseText(file.Text, parsing, file.Path))
            .Append(CSharpSyntaxTree.ParseText(usings, parsing, UsingsFile));
        return Empty.GetOrAdd(Name, EmptyWithReferences).AddSyntaxTrees(trees);
    }

    public const string UsingsFile = "(usings)";

    private static readonly ImmutableArray<PortableExecutableReference> Loadable =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    // Compilations made from one empty one share what was read of the references.
    private static readonly ConcurrentDictionary<string, CSharpCompilation> Empty = new();

    // Everything this test host may load, but not the project's own assembly: its types come from the sources.
    private static CSharpCompilation EmptyWithReferences(string name) => CSharpCompilation.Create(name, [],
        Loadable.Where(each => Path.GetFileNameWithoutExtension(each.FilePath) != name),
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));
}
