using System.Text;
using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Devices.Bms;

/// <summary>A serial as a board says it: letters with blanks or zeros around them.</summary>
public static class SaidSerial
{
    /// <summary>Takes the padding off; false when what is left is no serial. Nothing inside it is changed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> letters, out PackId serial) =>
        PackId.TryFrom(Encoding.ASCII.GetString(letters.Trim(" \0"u8)), out serial);
}
