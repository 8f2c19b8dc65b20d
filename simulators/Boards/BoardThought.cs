namespace YongAi.Simulators.Boards;

/// <summary>A board does one thing after another: it thinks about a request when it has answered the one before.</summary>
public sealed class BoardThought(AnswerDelay delay, Random chance)
{
    private TimeSpan freeAt;

    /// <summary>When the answer to a request heard now begins.</summary>
    public TimeSpan AnswersAt(TimeSpan now) => freeAt = (now > freeAt ? now : freeAt) + delay.Draw(chance);

    public void Forget() => freeAt = TimeSpan.Zero;
}
