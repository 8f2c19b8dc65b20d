using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control;

/// <summary>
/// Commands of the cloud and codes of crews on their way to the desk. Whose command it is decides how it is refused: one that one of our
/// keys signed is answered under its id; of the others there is only a count, and an alarm.
/// </summary>
internal static class CommandReception
{
    /// <summary>
    /// Refusals and repeated answers written in one minute; beyond, they are only counted. Whoever caught a genuine command and sends
    /// it again and again does not fill the disk.
    /// </summary>
    public const int AnswersMax = 30;

    /// <summary>The second person shows his code for the same act so soon after the first one.</summary>
    public static readonly TimeSpan SecondWithin = TimeSpan.FromSeconds(60);

    /// <summary>The rider whom an assistant helps shows his code so soon after him.</summary>
    public static readonly TimeSpan AssistsFor = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan AnswersCountedFor = TimeSpan.FromMinutes(1);

    public static void Received(CabinetTurn turn, CommandReceived received)
    {
        var verdict = CommandChecks.Judge(received, Situation(turn), turn.At);
        if (!verdict.Genuine) Unheard(turn, verdict.Why!.Value);
        else if (verdict.Before is { } before) Again(turn, received.Id!, before);
        else if (verdict.Why is { } why) Refuse(turn, Answer(received, why));
        else if (CommandDesk.WhyNot(verdict.Order!, Desk(turn)) is { } notNow)
            Refuse(turn, CommandDesk.Answer(verdict.Order!, CommandOutcome.Refused, notNow));
        else Carry(turn, verdict.Order!);
    }

    /// <summary>A crew's code whose signatures hold.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="code">The code.</param>
    /// <param name="refused">Why one of checks 7 to 10 refused it, or null.</param>
    /// <param name="evidence">Its text.</param>
    public static void Crew(CabinetTurn turn, GenuineCode code, Refusal? refused, string evidence)
    {
        if (turn.Ledger.Commands.LockedOut(code.Rider, turn.Now))
        {
            Count(turn, Refusal.LockedOut);
            SayRefused(turn, Refusal.LockedOut);
            return;
        }
        if (turn.Ledger.Commands.Known.TryGetValue(CrewActs.Id(code), out var before) && !CodeTime.Of(turn.At).Passed(before.Expires))
        {
            SayAgain(turn, before);
            return;
        }
        var (order, unread) = refused is null
            ? CrewActs.Read(code, evidence, Slots(turn), turn.Ledger.Swap?.Number)
            : (null, refused);
        if (order is null) Try(turn, code, unread!.Value);
        else Follow(turn, order);
    }

    /// <summary>Writes the counts that have waited for their minute.</summary>
    public static void WriteCounts(CabinetTurn turn)
    {
        var (due, after) = turn.Image.CommandRefusals.Due(turn.Now);
        if (due.IsEmpty) return;
        foreach (var (why, count) in due) turn.Happened(new CommandsRefused(why, count));
        turn.Picture(turn.Image with { CommandRefusals = after });
    }

    /// <summary>The order is written; a swap that is to end hears of it.</summary>
    private static void Carry(CabinetTurn turn, Order order)
    {
        turn.Take(CommandDesk.Do(order, Desk(turn)));
        if (order.Stock is { } stock) turn.Do(new Goods.CheckChannel(stock.Channel));
        if (order.Type == CommandType.TransactionCancel && turn.Ledger.Swap is { } swap)
            turn.Take(SwapMachine.Cancel(turn.Cabinet.Swapping(swap, turn.Views, turn.Now)));
    }

    private static void Follow(CabinetTurn turn, Order order)
    {
        var why = turn.Ledger.Commands.HasRoom(turn.Cabinet.TimeFloor) ? CommandDesk.WhyNot(order, Desk(turn)) : Refusal.StoreFull;
        if (why is { } notNow)
        {
            Refuse(turn, CommandDesk.Answer(order, CommandOutcome.Refused, notNow));
            SayRefused(turn, notNow);
            return;
        }
        if (turn.Plan.TwoPersons.Contains(order.Type))
        {
            if (turn.Image.FirstPerson is not { } first || turn.Now - first.At >= SecondWithin || first.Order.Reason != order.Reason
                || first.Order.Badge!.Crew == order.Badge!.Crew)
            {
                turn.Picture(turn.Image with { FirstPerson = (order, turn.Now) });
                turn.Do(new Say(new Prompt(PromptKey.SecondPerson, order.Slot, Seconds: (int)SecondWithin.TotalSeconds)));
                return;
            }
            turn.Picture(turn.Image with { FirstPerson = null });
            order = order with { First = first.Order.Badge };
        }
        Carry(turn, order);
        if (order.Type == CommandType.SwapAssist)
        {
            turn.Picture(turn.Image with { Assistant = (order.Badge!.Crew, turn.Now) });
            turn.Do(new Say(new Prompt(PromptKey.ShowForAnother, Seconds: (int)AssistsFor.TotalSeconds)));
        }
        else if (order.Type != CommandType.SlotOpen) turn.Do(new Say(new Prompt(PromptKey.CrewDone, order.Slot, Why: order.Type.Name())));
    }

    /// <summary>One phone that is held before the scanner is one try.</summary>
    private static void Try(CabinetTurn turn, GenuineCode code, Refusal why)
    {
        var shown = (code.Key, code.IssuedAt, code.Counter);
        if (turn.Image.CrewTurnedAway != shown)
        {
            turn.Picture(turn.Image with { CrewTurnedAway = shown });
            turn.Happened(new CrewRefused(code.Rider, code.Purpose, why));
        }
        SayRefused(turn, why);
    }

    private static void SayAgain(CabinetTurn turn, KnownCommand before)
    {
        if (before.Why is { } why) SayRefused(turn, why);
        else turn.Do(new Say(new Prompt(PromptKey.CrewDone, before.Slot, Why: before.Type)));
    }

    private static void SayRefused(CabinetTurn turn, Refusal why) => turn.Do(new Say(new Prompt(PromptKey.Refused, Why: why.Name())));

    /// <summary>Nobody we know speaks: no answer, for there is nobody to answer to.</summary>
    private static void Unheard(CabinetTurn turn, Refusal why)
    {
        if (why == Refusal.BadSignature) turn.Picture(turn.Image with { CommandForgedAt = turn.Now });
        Count(turn, why);
    }

    private static void Again(CabinetTurn turn, string id, KnownCommand before)
    {
        // While it is being followed its answer is still to come.
        if (before.Outcome is { } outcome)
            Refuse(turn, new CommandDone(id, before.Type, outcome, before.Why, before.By, before.Slot, before.Expires, Again: true));
    }

    private static void Refuse(CabinetTurn turn, CommandDone answer)
    {
        var recent = turn.Image.Answers.RemoveAll(at => turn.Now - at >= AnswersCountedFor);
        if (recent.Length < AnswersMax)
        {
            turn.Picture(turn.Image with { Answers = recent.Add(turn.Now) });
            turn.Happened(answer);
        }
        else Count(turn, Refusal.LimitReached);
    }

    private static CommandDone Answer(CommandReceived received, Refusal why)
    {
        var words = received.Words;
        return new CommandDone(received.Id!, words?.Type ?? "", CommandOutcome.Refused, why, words?.By ?? "", null, words?.Expires ?? 0);
    }

    /// <summary>Written with its turn, if its minute has passed.</summary>
    private static void Count(CabinetTurn turn, Refusal why) =>
        turn.Picture(turn.Image with { CommandRefusals = turn.Image.CommandRefusals.With(why) });

    private static CommandSituation Situation(CabinetTurn turn) =>
        new(turn.Plan.Cabinet, Slots(turn), turn.Plan.Trust, turn.Ledger.Commands, turn.Cabinet.TimeFloor);

    private static DeskSituation Desk(CabinetTurn turn) => turn.Cabinet.Desk(turn.Views, turn.Now);

    private static ImmutableArray<Control.Slots.SlotNumber> Slots(CabinetTurn turn) => [.. turn.Plan.Slots.Select(slot => slot.Slot)];
}
