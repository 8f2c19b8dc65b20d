using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>
/// What was proved, by whom and when, for which wiring; a file of two lines in the cabinet's data folder: the record as JSON, and its ECDSA
/// P-256 signature by a key that was made here and stays here. It says that nobody edited the record; it does not say who typed the name.
/// </summary>
public sealed record CommissionRecord(string Cabinet, string Wiring, DateTimeOffset At, string By, ImmutableArray<int> Proved)
{
    /// <summary>Contacts, gauges and outputs that were proved, by name.</summary>
    public ImmutableArray<string> Sensors { get; init; } = [];

    private const string File = "commission.record", KeyFile = "commission.key";
    private const int BytesMax = 65_536;

    /// <summary>Where the record of a site lies.</summary>
    public static string PathOf(SiteSettings site) => Path.Combine(site.Host.DataFolder, File);

    /// <summary>Signs the record and puts it in the place of an older one.</summary>
    /// <exception cref="IOException">The data folder cannot be written.</exception>
    public void Write(SiteSettings site)
    {
        Directory.CreateDirectory(site.Host.DataFolder);
        using var key = KeyOf(site.Host.DataFolder) ?? NewKey(site.Host.DataFolder);
        var text = Json();
        var signature = Convert.ToHexStringLower(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256));
        Put(PathOf(site), Encoding.UTF8.GetBytes($"{text}\n{signature}\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    /// <summary>By a rename: after a power cut the old record is there, or the new one.</summary>
    private static void Put(string path, byte[] bytes, UnixFileMode mode)
    {
        var next = $"{path}.next";
        System.IO.File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using (var file = new FileStream(next, options))
        {
            file.Write(bytes);
            DurableFile.Sync(file.SafeFileHandle, next);
        }
        System.IO.File.Move(next, path, overwrite: true);
        DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>The record of a site; null and the reason where there is none that holds.</summary>
    public static CommissionRecord? Read(SiteSettings site, out Words why)
    {
        why = default;
        var path = PathOf(site);
        try
        {
            if (!System.IO.File.Exists(path)) why = new("还没有验收记录", "there is no record of a proof");
            else if (new FileInfo(path).Length > BytesMax || System.IO.File.ReadAllLines(path) is not [var text, var signature])
                why = new("验收记录损坏", "the record of the proof is damaged");
            else if (!IsSigned(site.Host.DataFolder, text, signature)) why = new("验收记录的签名不对", "the signature of the record does not hold");
            else if (Parse(text) is not { } record) why = new("验收记录读不懂", "the record of the proof cannot be read");
            else if (record.Cabinet != site.Plan.Cabinet) why = new($"验收记录是柜子 {record.Cabinet} 的", $"the record is of cabinet {record.Cabinet}");
            else if (record.Wiring != WiringPrint.Of(site)) why = new("验收之后改过接线，要重新验收", "the wiring was changed after the proof");
            else return record;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            why = new($"验收记录读不到：{unreadable.Message}", $"the record of the proof cannot be read: {unreadable.Message}");
        }
        return null;
    }

    private string Json() => new JsonObject
    {
        ["cabinet"] = Cabinet, ["wiring"] = Wiring, ["at"] = At.ToString("O", CultureInfo.InvariantCulture), ["by"] = By,
        ["proved"] = new JsonArray([.. Proved.Select(slot => (JsonNode)slot)]),
        ["sensors"] = new JsonArray([.. Sensors.Select(sensor => (JsonNode)sensor)]),
    }.ToJsonString();

    private static CommissionRecord? Parse(string text)
    {
        try
        {
            var json = JsonNode.Parse(text)!;
            return new CommissionRecord((string)json["cabinet"]!, (string)json["wiring"]!,
                DateTimeOffset.Parse((string)json["at"]!, CultureInfo.InvariantCulture), (string)json["by"]!,
                [.. json["proved"]!.AsArray().Select(slot => (int)slot!)])
            {
                // A record of the time before sensors were proved says nothing of them.
                Sensors = [.. json["sensors"]?.AsArray().Select(sensor => (string)sensor!) ?? []],
            };
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or NullReferenceException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsSigned(string folder, string text, string signature)
    {
        using var key = KeyOf(folder);
        return key is not null && signature.Length % 2 == 0 && signature.All(char.IsAsciiHexDigit)
            && key.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromHexString(signature), HashAlgorithmName.SHA256);
    }

    /// <summary>The key that was made here; null where there is none, or what is there is none: what it signed is void then.</summary>
    private static ECDsa? KeyOf(string folder)
    {
        var path = Path.Combine(folder, KeyFile);
        if (!System.IO.File.Exists(path)) return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(System.IO.File.ReadAllText(path));
            return key;
        }
        catch (Exception damaged) when (damaged is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private static ECDsa NewKey(string folder)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Put(Path.Combine(folder, KeyFile), Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return key;
    }
}
