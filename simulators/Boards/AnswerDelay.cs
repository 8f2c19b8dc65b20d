namespace YongAi.Simulators.Boards;

/// <summary>How long a board thinks before it answers.</summary>
public readonly record struct AnswerDelay(TimeSpan Least, TimeSpan Most)
{
    /// <summary>Lock boards and packs (hardware section 10: 20 to 60 ms).</summary>
    public static AnswerDelay OfSmallBoards { get; } = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(60));

    /// <summary>Modbus relay boards answer within a few character times.</summary>
    public static AnswerDelay OfRelayBoards { get; } = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20));

    public TimeSpan Draw(Random chance) => Least + (Most - Least) * chance.NextDouble();
}
