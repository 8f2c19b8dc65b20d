using System.Text;

namespace YongAi.Edge.Host.Relay;

/// <summary>
/// How the members of Control's lists are spelled on the wire; <c>seeds/messages/words.json</c> has them all,
/// approved.
/// </summary>
public static class WireWords
{
    /// <summary><c>GiveBack</c> is <c>give-back</c>.</summary>
    public static string Word<T>(this T member) where T : struct, Enum
    {
        var name = member.ToString();
        var word = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && word.Length > 0) word.Append('-');
            word.Append(char.ToLowerInvariant(c));
        }
        return word.ToString();
    }
}
