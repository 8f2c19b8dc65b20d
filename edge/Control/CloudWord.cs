using YongAi.Edge.Control.Codes;

namespace YongAi.Edge.Control;

/// <summary>
/// An acknowledgement of the cloud, judged: genuine, for this cabinet and journal, and not beyond what was published. It makes no
/// event of its own, for each event wants an acknowledgement.
/// </summary>
internal static class CloudWord
{
    public static void Acknowledged(CabinetTurn turn, AckReceived ack)
    {
        if (!SignedWord.TryVerify(ack.Signed.AsSpan(), turn.Plan.Trust, KeyKind.Ack, turn.At, out _)) return;
        if (ack.Cabinet != turn.Plan.Cabinet || ack.Journal != turn.Ledger.Journal) return;
        // Only a word newer than all before it was said now; an older one sent again says nothing about the cloud.
        if (ack.Issued > turn.Image.IssuedFloor)
            turn.Picture(turn.Image with { CloudHeardAt = turn.Now, IssuedFloor = ack.Issued });
        if (ack.Through > ack.Published || ack.Through < 0) Beyond(turn, ack.Through);
        else turn.Do(new MoveOutbox(ack.Through, ack.Resend, ack.Issued));
    }

    // One journal given up is enough until a crew has looked: a cloud that counts wrongly must not cost one after the other.
    private static void Beyond(CabinetTurn turn, long through)
    {
        var first = !turn.Image.AckBeyondPublished;
        turn.Picture(turn.Image with { AckBeyondPublished = true });
        if (first && through > turn.Ledger.Position && !turn.Ledger.JournalReplaced)
            turn.Do(new GiveUpJournal(through, turn.Ledger.Position));
    }
}
