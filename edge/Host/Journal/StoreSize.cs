namespace YongAi.Edge.Host.Journal;

/// <summary>How many rows there are and what they take, counted along with every row that comes and goes.</summary>
internal sealed class StoreSize(long rows, long bodies)
{
    /// <summary>What a row takes beside its body: its other columns and SQLite's own bytes; an estimate, the file itself may be larger.</summary>
    public const int RowBytes = 96;

    private long bodies = bodies;

    public long Rows { get; private set; } = rows;

    public long Bytes => bodies + Rows * RowBytes;

    public void Added(int body)
    {
        Rows++;
        bodies += body;
    }

    public void Removed(int body)
    {
        Rows--;
        bodies -= body;
    }
}
