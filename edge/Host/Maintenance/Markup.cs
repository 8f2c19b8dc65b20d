using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using YongAi.Edge.Host.Kiosk;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>HTML as interpolated text: what is written stands, what is filled in is encoded, unless it is HTML itself.</summary>
internal static class Markup
{
    /// <summary>Encodes what HTML or a terminal could take for more than text; Chinese stays readable in the source.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static readonly IHtmlContent Nothing = HtmlString.Empty;

    public static IHtmlContent Html(FormattableString text) =>
        new HtmlFormattableString(CultureInfo.InvariantCulture, text.Format, text.GetArguments());

    /// <summary>One piece after another.</summary>
    public static IHtmlContent Each<T>(IEnumerable<T> items, Func<T, IHtmlContent> piece)
    {
        var all = new HtmlContentBuilder();
        foreach (var item in items) all.AppendHtml(piece(item));
        return all;
    }

    /// <summary>Chinese, and the English after it.</summary>
    public static IHtmlContent Both(string chinese, string english) => Html($"""{chinese} <span lang="en">{english}</span>""");

    public static IHtmlContent Both(Words words) => Both(words.Chinese, words.English);

    /// <summary>Only from a piece that is there.</summary>
    public static IHtmlContent If<T>(T? value, Func<T, IHtmlContent> piece) where T : struct =>
        value is { } there ? piece(there) : Nothing;

    public static string Text(IHtmlContent content)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        content.WriteTo(text, Encoder);
        return text.ToString();
    }
}
