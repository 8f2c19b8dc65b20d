using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Host.Relay;
using YongAi.Edge.Uplink;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Control.Commands;

/// <summary>
/// Writes signed commands as a cloud does, and hands them over as the host does. Words: <c>id</c>, <c>cabinet</c>, <c>slot</c>, <c>swap</c>,
/// <c>rider</c> (ISS/SUB), <c>frozen</c>, <c>reason</c>, <c>by</c>, <c>ago</c> (seconds since it was issued), <c>life</c> (seconds), <c>key</c> (which demo
/// key), <c>aad</c>.
/// </summary>
internal sealed class CommandPen : IDisposable
{
    private readonly Dictionary<string, byte[]> _drawn = [];
    private readonly Dictionary<string, ECDsa> _keys = [];
    private int _count;

    /// <summary>A command for this moment.</summary>
    public CommandReceived Draw(string type, DateTimeOffset at, params IReadOnlyList<string> words)
    {
        var given = words.Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var id = given.GetValueOrDefault("id", $"c-{++_count}");
        var issued = at.ToUnixTimeSeconds() - Number(given, "ago", 0);
        var rider = given.TryGetValue("rider", out var name) ? new RiderRef(name.Split('/')[0], name.Split('/')[1]) : null;
        var command = new Command(id, given.GetValueOrDefault("cabinet", "NB-TEST-01"), type, issued, issued + Number(given, "life", 300),
            new CommandArgs(given.ContainsKey("slot") ? (int)Number(given, "slot", 0) : null, given.ContainsKey("swap") ? Number(given, "swap", 0) : null,
                rider, given.TryGetValue("frozen", out var frozen) ? bool.Parse(frozen) : null),
            given.GetValueOrDefault("by", "hotline"), given.GetValueOrDefault("reason", "asked by the rider").Replace('_', ' '));
        return Signed(id, UplinkJson.Write(command), given.GetValueOrDefault("key", "command"), given.GetValueOrDefault("aad", "v1/command"));
    }

    /// <summary>Any bytes, signed.</summary>
    public CommandReceived Signed(string id, byte[] payload, string key = "command", string aad = "v1/command")
    {
        _drawn[id] = CodeWriter.Sign1(Key(key), Kid(Key(key)), payload, Encoding.UTF8.GetBytes(aad));
        return Again(id);
    }

    /// <summary>The same bytes once more.</summary>
    public CommandReceived Again(string id) => Taken(_drawn[id]);

    /// <summary>Bytes as the host takes them from the topic.</summary>
    public static CommandReceived Taken(byte[] message)
    {
        new CommandIntake(TimeProvider.System, NullLogger.Instance).Read(message, out var received);
        return received!;
    }

    /// <summary>The bytes of a command drawn before.</summary>
    public byte[] Bytes(string id) => _drawn[id];

    public void Dispose()
    {
        foreach (var key in _keys.Values) key.Dispose();
    }

    private ECDsa Key(string name)
    {
        if (_keys.TryGetValue(name, out var known)) return known;
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (name != "stranger") key.ImportFromPem(File.ReadAllText(Repository.Path($"seeds/issuers/demo-{name}.pem")));
        return _keys[name] = key;
    }

    private static byte[] Kid(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return SHA256.HashData([0x04, .. point.X!, .. point.Y!])[..8];
    }

    private static long Number(Dictionary<string, string> given, string word, long otherwise) =>
        given.TryGetValue(word, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
