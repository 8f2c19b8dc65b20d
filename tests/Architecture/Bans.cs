using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace YongAi.Edge.Tests.Architecture;

/// <summary>
/// What Control and Devices may not use: the symbols of edge/BannedSymbols.txt, judged here once more so that neither a missing
/// analyzer nor a switched-off warning lets one in, and what names no symbol.
/// </summary>
internal sealed class Bans(IReadOnlyDictionary<string, string> reasons)
{
    private const string OneLoop = "one loop, one thread: the machine answers at once and needs no lock";
    private const string NoStatic = "two cabinets in one process must not know of each other: state lives in an instance";

    public IReadOnlyDictionary<string, string> Reasons { get; } = reasons;

    public static Bans Read(string text) => new(text.Split('\n').Where(line => line.Length > 0)
        .Select(line => line.Split(';', 2)).ToDictionary(ban => ban[0], ban => ban.Length == 2 ? ban[1].Trim() : ""));

    public IEnumerable<string> BrokenIn(CSharpCompilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees.Where(tree => tree.FilePath != ProjectSources.UsingsFile))
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodesAndTokens(descendIntoTrivia: true))
            {
                var reason = node.IsToken ? ReasonAgainstWord(node.AsToken()) : ReasonAgainst(node.AsNode()!, model);
                if (reason is not null) yield return $"{PlaceOf(node)}: {reason}";
            }
        }
    }

    private static string? ReasonAgainstWord(SyntaxToken word) => word.Kind() switch
    {
        SyntaxKind.LockKeyword => OneLoop,
        SyntaxKind.AsyncKeyword or SyntaxKind.AwaitKeyword => OneLoop,
        SyntaxKind.VolatileKeyword => OneLoop,
        _ => null,
    };

    private string? ReasonAgainst(SyntaxNode node, SemanticModel model) => node switch
    {
        PragmaWarningDirectiveTriviaSyntax pragma
            when pragma.ErrorCodes.ToString().Contains("RS0030", StringComparison.Ordinal) =>
            "a ban is lifted in BannedSymbols.txt with its reason, or not at all",
        FieldDeclarationSyntax or EventFieldDeclarationSyntax when IsStatic((MemberDeclarationSyntax)node) =>
            MayChange((BaseFieldDeclarationSyntax)node, model) ? NoStatic : null,
        PropertyDeclarationSyntax property when IsStatic(property) && HasSetter(property) => NoStatic,
        SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax => ReasonAgainst(model.GetSymbolInfo(node)),
        _ => null,
    };

    private string? ReasonAgainst(SymbolInfo info) =>
        (info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols)
            .Where(each => each is not INamespaceSymbol).SelectMany(NamesOf)
            .Select(name => Reasons.GetValueOrDefault(name)).FirstOrDefault(reason => reason is not null);

    // The symbol itself, the types round it and the namespaces round those.
    private static IEnumerable<string> NamesOf(ISymbol symbol)
    {
        for (ISymbol? each = symbol.OriginalDefinition; each is not null; each = each.ContainingSymbol)
            if (each.GetDocumentationCommentId() is { } name) yield return name;
    }

    private static bool IsStatic(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.StaticKeyword);

    private static bool HasSetter(PropertyDeclarationSyntax property) =>
        property.AccessorList?.Accessors.Any(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) ?? false;

    private static bool MayChange(BaseFieldDeclarationSyntax field, SemanticModel model) =>
        !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)
        || model.GetTypeInfo(field.Declaration.Type).Type is { } type && HoldsChange(type);

    private static bool HoldsChange(ITypeSymbol type) =>
        type is IArrayTypeSymbol
        || type.TypeKind == TypeKind.Class
            && type.ContainingNamespace?.ToString() is "System.Collections.Generic" or "System.Text";

    private static string PlaceOf(SyntaxNodeOrToken node)
    {
        var line = node.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1;
        return $"{node.SyntaxTree!.FilePath}:{line} {node.ToString().Split('\n')[0].Trim()}";
    }
}
