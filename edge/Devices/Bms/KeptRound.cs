using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Devices.Bms;

/// <summary>The answers to the questions of a round, and the reading that they came to last.</summary>
/// <param name="bytesMax">For each question the longest data of its answer.</param>
public sealed class KeptRound(ImmutableArray<int> bytesMax)
{
    private readonly ImmutableArray<KeptAnswer> answers = [.. bytesMax.Select(most => new KeptAnswer(most))];
    private PackReading? told;
    private bool changed = true;

    /// <summary>How many questions there are.</summary>
    public int Questions => answers.Length;

    /// <summary>What was answered to a question.</summary>
    public ReadOnlySpan<byte> this[int question] => answers[question].Data;

    /// <summary>Whether every question was answered in this round.</summary>
    public bool IsWhole
    {
        get
        {
            foreach (var answer in answers)
                if (!answer.IsFresh) return false;
            return true;
        }
    }

    /// <summary>A new round.</summary>
    public void Begin()
    {
        foreach (var answer in answers) answer.Age();
    }

    /// <summary>Keeps the data of an answer.</summary>
    public void Keep(int question, ReadOnlySpan<byte> data) => changed |= answers[question].Keep(data);

    /// <summary>What a whole round comes to: the same object again while it says the same; null when it says nothing that can be.</summary>
    /// <param name="read">Makes the reading; asked only when an answer has changed.</param>
    public PackReading? Tell(Func<KeptRound, PackReading?> read)
    {
        if (!IsWhole) return null;
        if (!changed) return told;
        changed = false;
        var says = read(this);
        return told = says is not null && says == told ? told : says;
    }
}
