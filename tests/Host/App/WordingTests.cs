using System.Formats.Cbor;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Host.Kiosk;

namespace YongAi.Edge.Tests.Host.App;

public sealed class WordingTests
{
    [Fact]
    public void Every_prompt_has_words_in_both_languages()
    {
        foreach (var key in Enum.GetValues<PromptKey>())
        {
            var words = Wording.Of(new Prompt(key, new SlotNumber(3)));
            Assert.Contains(words.Chinese, c => c is >= '\u4e00' and <= '\u9fff');
            Assert.Contains(words.English, char.IsAsciiLetter);
            Assert.DoesNotContain(words.English, c => c >= '\u4e00');
            Assert.DoesNotContain("?", words.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_refusal_tells_the_rider_what_to_do_and_none_falls_back()
    {
        var fallback = Wording.Of(new Prompt(PromptKey.Refused, Why: "a name nobody knows"));
        foreach (var refusal in Enum.GetValues<Refusal>())
            Assert.NotEqual(fallback, Wording.Of(new Prompt(PromptKey.Refused, Why: refusal.Name())));
    }

    [Fact]
    public void A_refusal_never_says_which_signature_failed() =>
        Assert.Equal(Wording.Of(new Prompt(PromptKey.Refused, Why: Refusal.UnknownIssuer.Name())),
            Wording.Of(new Prompt(PromptKey.Refused, Why: Refusal.BadSignature.Name())));

    [Fact]
    public void The_blanks_are_filled()
    {
        var take = Wording.Of(new Prompt(PromptKey.TakeThis, new SlotNumber(7), Seconds: 40, Percent: 98, Tail: "8812"));
        foreach (var part in new[] { "7", "40", "98", "8812" })
        {
            Assert.Contains(part, take.Chinese, StringComparison.Ordinal);
            Assert.Contains(part, take.English, StringComparison.Ordinal);
        }
        var held = Wording.Of(new Prompt(PromptKey.HeldForYou, new SlotNumber(5), Case: "96D2-17"));
        Assert.Contains("96D2-17", held.Chinese, StringComparison.Ordinal);
        Assert.Contains("5", held.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_swap_that_ended_badly_says_why_it_did()
    {
        EndReason[] spoken = [EndReason.NoDoorOpened, EndReason.NothingInserted, EndReason.StoreStalled, EndReason.Restarted, EndReason.PackRefused];
        Assert.Equal(spoken.Length, spoken.Select(why => Wording.Of(new Prompt(PromptKey.Ended, Why: why.ToString()))).Distinct().Count());
    }

    [Fact]
    public void A_nonce_is_shown_as_Base45_of_cabinet_and_nonce()
    {
        for (var length = 15; length <= 16; length++)
        {
            var nonce = Enumerable.Range(200, length).Select(i => unchecked((byte)i)).ToArray();
            var text = NonceText.Of("NB-DEMO-01", nonce);
            Assert.StartsWith("YA1N:", text, StringComparison.Ordinal);
            Assert.True(Base45.TryDecode(text.AsSpan(5), out var bytes));
            var reader = new CborReader(bytes, CborConformanceMode.Canonical);
            Assert.Equal(2, reader.ReadStartArray());
            Assert.Equal("NB-DEMO-01", reader.ReadTextString());
            Assert.Equal(nonce, reader.ReadByteString());
            reader.ReadEndArray();
            Assert.Equal(0, reader.BytesRemaining);
        }
    }
}
