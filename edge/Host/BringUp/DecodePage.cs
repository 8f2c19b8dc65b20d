using YongAi.Edge.Devices.Decoding;

namespace YongAi.Edge.Host.BringUp;

/// <summary>A decoded frame as lines for a person: position, bytes, name, value.</summary>
internal sealed class DecodePage(bool isEnglish)
{
    /// <summary>More bytes of one field than these are cut in its column; the value has them all.</summary>
    private const int BytesShown = 8;

    public IEnumerable<string> Lines(Decoded decoded, byte[] frame)
    {
        var protocol = FrameDecoder.Protocols.Single(known => known.Name == decoded.Protocol);
        var size = Of($"{frame.Length} 个字节", Count(frame.Length));
        yield return $"{protocol.Name}  {Of(protocol.Chinese, protocol.English)}  {size}";
        var rows = Rows(decoded, frame).ToArray();
        if (rows.Length > 0) yield return Of("位置从 0 数起", "positions count from 0");
        var widths = Enumerable.Range(0, 3).Select(column => rows.Length == 0 ? 0 : rows.Max(row =>
            Width(row[column]))).ToArray();
        foreach (var row in rows)
            yield return "  " + string.Join("  ",
                row.Select((cell, column) => column < 3 ? Padded(cell, widths[column]) : cell)).TrimEnd();
        foreach (var remark in decoded.Remarks) yield return Of($"注意：{remark.Chinese}", $"note: {remark.English}");
        yield return decoded.Fault is { } fault ? Of($"错误：{fault.Chinese}", $"wrong: {fault.English}")
            : decoded.IsUnproved ? Of("这一帧格式完整，但没有校验可以证明", "the frame is whole; it has no check to prove it")
            : Of("这一帧完整无误", "the frame is whole and right");
    }

    public IEnumerable<string> List() => FrameDecoder.Protocols.Select(known =>
        $"{known.Name,-13} {Of(known.Chinese, known.English)}");

    private IEnumerable<string[]> Rows(Decoded decoded, byte[] frame)
    {
        for (var n = 0; n < decoded.Fields.Length; n++)
        {
            var field = decoded.Fields[n];
            var end = EmptyUntil(decoded.Fields, n);
            var last = decoded.Fields[end];
            yield return [Place(field.At, last.At + last.Length - field.At),
                Bytes(frame, field.At, last.At + last.Length - field.At),
                end == n ? Name(field.Name) : $"{Name(field.Name)} … {last.Name}", Value(field)];
            n = end;
        }
    }

    /// <summary>A row of cells or registers that all say 0 is one line.</summary>
    private static int EmptyUntil(ImmutableArray<DecodedField> fields, int from)
    {
        var to = from;
        while (to < fields.Length && IsEmpty(fields[to]) && Row(fields[to]) == Row(fields[from])) to++;
        return to - from > 2 ? to - 1 : from;
    }

    private static bool IsEmpty(DecodedField field) =>
        field is { Length: 2, Value: Measure { Number: 0 } } || field.Value is Devices.Decoding.Text { Written: "0000" };

    private static string Row(DecodedField field) => field.Name[..(field.Name.LastIndexOf('_') + 1)];

    private static string Place(int at, int length) => length switch { 0 => "", 1 => $"{at}", _ => $"{at}-{at + length - 1}" };

    private static string Bytes(byte[] frame, int at, int length)
    {
        var shown = frame.AsSpan(at, Math.Min(length, BytesShown)).ToArray();
        return string.Join(' ', shown.Select(b => $"{b:X2}")) + (length > BytesShown ? " …" : "");
    }

    private string Name(string name) => isEnglish || Words.Field(name) is not { } word ? name : $"{word} {name}";

    private string Value(DecodedField field)
    {
        var value = field.Value switch
        {
            Measure measure => DecodeJson.Number(measure.Number),
            Devices.Decoding.Text text => Word(text.Written),
            Names names => names.Set.Length == 0 ? Of("无", "none") : string.Join(Of("、", ", "), names.Set.Select(Word)),
            Numbers numbers => string.Join(' ', numbers.All),
            _ => "",
        };
        if (field.Unit is { } unit) value += unit == "%" ? "%" : " " + unit;
        return field.Meaning is { } meaning ? $"{value}  {Word(meaning)}" : value;
    }

    private string Word(string meaning) => isEnglish ? meaning : Words.Meaning(meaning) ?? meaning;

    private string Of(string chinese, string english) => isEnglish ? english : chinese;

    private static string Count(int bytes) => bytes == 1 ? "1 byte" : $"{bytes} bytes";

    private static string Padded(string cell, int width) => cell + new string(' ', width - Width(cell));

    /// <summary>Columns of a terminal: a Chinese character takes two.</summary>
    private static int Width(string cell) => cell.Sum(c => c is >= '\u2E80' and <= '\uFFE6' ? 2 : 1);
}
