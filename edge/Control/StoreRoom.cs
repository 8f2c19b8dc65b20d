namespace YongAi.Edge.Control;

/// <summary>
/// What to do about a journal that fills up while the cloud is away: counts and step detail give way, with an event that stands
/// for them. When nothing is left that may go, no new swap begins; safety, charging and what is open go on.
/// </summary>
internal static class StoreRoom
{
    public static Image Seen(Image image, StoreMeasured store)
    {
        var stuck = store.DiskFull || store.IsOver && store.Droppable.IsEmpty && !store.Trimming;
        return stuck || store.HasRoom || image.StoreFull is null ? image with { StoreFull = stuck } : image;
    }

    public static void Drop(CabinetTurn turn, StoreMeasured store)
    {
        var drops = store.IsOver && !turn.Image.InkStalled ? store.Droppable : [];
        foreach (var run in drops) turn.Happened(new OutboxDropped(run.From, run.To, run.Kinds));
        if (!drops.IsEmpty) turn.Do(new DropRows(drops));
    }

    public static void Trimmed(CabinetTurn turn, TrimmedWanted wanted) =>
        turn.Happened(new OutboxTrimmed(wanted.From, wanted.To, wanted.Hash));
}
