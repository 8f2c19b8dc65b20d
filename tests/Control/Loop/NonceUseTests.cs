using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Control.Loop;

/// <summary>A nonce without trusted time: used up when a door is proved open, free again when none was (rider-code YA1).</summary>
public sealed class NonceUseTests : IDisposable
{
    private static readonly byte[] Nonce = [.. Enumerable.Range(1, 16).Select(n => (byte)n)];
    private readonly ScenarioScript _script = new();

    public NonceUseTests()
    {
        _script.Play("> stock\n");
        _script.Cabinet.Trust = TimeTrust.Untrusted;
        _script.Cabinet.Told(new NonceGiven([.. Nonce]));
    }

    public void Dispose() => _script.Dispose();

    [Fact]
    public void A_nonce_whose_door_opened_answers_no_other_code()
    {
        Show("chen");
        _script.Play("> await open 12\n> wait 1\n> put 12 YA48240000000099 22\n> close 12\n> await open 7\n> wait 1\n> take 7\n> wait 2\n> close 7\n> wait 3\n");
        Assert.Null(_script.Cabinet.Cabinet.Ledger.Swap);
        Assert.True(_script.Cabinet.Now < TimeSpan.FromSeconds(60));
        Show("wang");
        Assert.Contains(_script.Cabinet.Tell(), told => told.Contains("why=stale", StringComparison.Ordinal));
    }

    [Fact]
    public void A_nonce_is_free_again_when_no_door_opened()
    {
        _script.Play("> jam 12\n");
        Show("chen");
        _script.Play("> wait 20\n> free 12\n");
        Assert.Null(_script.Cabinet.Cabinet.Ledger.Swap);
        _script.Play("> wait 0.1\n");
        Show("wang");
        Assert.DoesNotContain(_script.Cabinet.Tell(), told => told.Contains("why=stale", StringComparison.Ordinal));
    }

    [Fact]
    public void A_nonce_belongs_to_the_swap_that_answered_it()
    {
        Show("chen");
        _script.Cabinet.Tell();
        Show("wang");
        Assert.Contains(_script.Cabinet.Tell(), told => told.Contains("why=stale", StringComparison.Ordinal));
    }

    private void Show(string rider) => _script.Cabinet.Scan(
        _script.Phone(rider, "48V24Ah").Draw("swap", _script.Cabinet.Moment.Wall, Nonce, "NB-TEST-01"));
}
