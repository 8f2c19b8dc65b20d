namespace YongAi.Simulators.Fuzz;

/// <summary>
/// Chance that is the same on every machine and for ever (SplitMix64): one seed, one target and one number are one input.
/// </summary>
public sealed class Chance
{
    private ulong state;

    /// <summary>Begins anew.</summary>
    /// <param name="seed">Of the whole run.</param>
    /// <param name="what">Name of the target, and of what is drawn.</param>
    /// <param name="number">Which input, or which session.</param>
    public Chance Begin(int seed, string what, long number)
    {
        unchecked
        {
            // FNV-1a over the name: two targets of one seed draw different things.
            var name = 0xCBF29CE484222325;
            foreach (var c in what) name = (name ^ c) * 0x100000001B3;
            state = name ^ (ulong)seed * 0xD6E8FEB86659FD93 ^ (ulong)number * 0xA0761D6478BD642F;
        }
        Next();
        return this;
    }

    /// <summary>64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True once in so many.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    public byte Byte() => (byte)(Next() & 0xFF);

    public T Among<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count; at++) bytes[at] = Byte();
        return bytes;
    }

    /// <summary>Up to a few, seldom many: most faults need a short input.</summary>
    public int Few(int most) => OneIn(8) ? Below(most + 1) : Below(Math.Min(most, 8) + 1);
}
