namespace YongAi.Edge.Control.Packs;

/// <summary>The serial of a pack: opaque, 8 to 32 letters, digits and hyphens (lengths 16, 24 and 26 are seen in the field).</summary>
public readonly record struct PackId
{
    private PackId(string text) => Text = text;

    /// <summary>The serial as the pack says it.</summary>
    public string Text { get; }

    /// <summary>Reads a serial from outside; false when it is none.</summary>
    public static bool TryFrom(string? text, out PackId id)
    {
        id = default;
        if (text is null || text.Length is < 8 or > 32) return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
        id = new PackId(text);
        return true;
    }

    /// <summary>A serial that was checked before, for example one from our own journal.</summary>
    /// <exception cref="ArgumentException">The text is no serial.</exception>
    public static PackId From(string text) =>
        TryFrom(text, out var id) ? id : throw new ArgumentException($"'{text}' is no pack serial (8 to 32 of A-Z a-z 0-9 -)");

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>What fits what: packs of one class are exchanged for each other, for example <c>48V24Ah</c>.</summary>
public readonly record struct PackClass(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
