using System.Security.Cryptography;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Tests.Control.Codes;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Control.Loop;

/// <summary>What an acknowledgement does to the cabinet: it is online, the outbox moves; an old one sent again proves nothing.</summary>
public sealed class CloudWordTests : IDisposable
{
    private readonly ScenarioScript _script = new();
    private readonly ECDsa _ack = ECDsa.Create();

    public CloudWordTests() => _ack.ImportFromPem(File.ReadAllText(Repository.Path("seeds/issuers/demo-ack.pem")));

    private ScenarioCabinet Edge => _script.Cabinet;

    public void Dispose()
    {
        _ack.Dispose();
        _script.Dispose();
    }

    [Fact]
    public void A_genuine_word_moves_the_outbox_and_brings_the_cabinet_online()
    {
        Assert.True(Edge.Cabinet.OfflineAt(Edge.Now));
        Acknowledge(issued: 1_790_000_000);
        Assert.False(Edge.Cabinet.OfflineAt(Edge.Now));
        Edge.Wait(TimeSpan.FromSeconds(1));
        Assert.Contains(Edge.Tell(), told => told.StartsWith("MoveOutbox through=1 ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_old_word_sent_again_does_not_keep_the_cabinet_online()
    {
        Acknowledge(issued: 1_790_000_000);
        Edge.Wait(Edge.Cabinet.Plan.Codes.OfflineAfter + TimeSpan.FromSeconds(1));
        Acknowledge(issued: 1_790_000_000);
        Assert.True(Edge.Cabinet.OfflineAt(Edge.Now));
        Acknowledge(issued: 1_790_000_901);
        Assert.False(Edge.Cabinet.OfflineAt(Edge.Now));
    }

    [Fact]
    public void A_word_beyond_what_was_published_is_an_alarm_and_moves_nothing()
    {
        Edge.Tell();
        Acknowledge(issued: 1_790_000_000, through: 9);
        Edge.Wait(TimeSpan.FromSeconds(1));
        var told = Edge.Tell();
        Assert.Contains(told, line => line.StartsWith("AlarmRaised kind=AckBeyondPublished", StringComparison.Ordinal));
        Assert.DoesNotContain(told, line => line.StartsWith("MoveOutbox", StringComparison.Ordinal));
    }

    [Fact]
    public void Events_that_only_the_cloud_still_has_end_this_journal_once()
    {
        Edge.Tell();
        Acknowledge(issued: 1_790_000_000, through: 10_000);
        Acknowledge(issued: 1_790_000_001, through: 10_001);
        Edge.Wait(TimeSpan.FromSeconds(1));
        Assert.Single(Edge.Tell(), line => line.StartsWith("GiveUpJournal through=10000 ", StringComparison.Ordinal));
    }

    private void Acknowledge(long issued, long through = 1)
    {
        var header = new Pairs { (1, -7), (4, Draft.KidOf(_ack)) };
        byte[] signed = Draft.Sign(_ack, header, "{}"u8.ToArray(), "v1/ack"u8.ToArray());
        Edge.Told(new AckReceived([.. signed], Edge.Cabinet.Plan.Cabinet, Edge.Cabinet.Ledger.Journal, through, false, issued, Published: 1));
    }
}
