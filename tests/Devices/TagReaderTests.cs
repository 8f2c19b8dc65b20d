using System.Text;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Tags;

namespace YongAi.Edge.Tests.Devices;

/// <summary>What a tag reader of the RDM6300 class sends, and what it is heard as.</summary>
public sealed class TagReaderTests
{
    // 0A ^ 00 ^ 8F ^ 12 ^ 34 = A3; 1C ^ 00 ^ 00 ^ 00 ^ 01 = 1D.
    private const string Tag = "0A008F1234", Word = Tag + "A3", Other = "1C00000001", OtherWord = Other + "1D";

    [Fact]
    public void A_tag_is_told_once_however_long_it_is_held()
    {
        var bench = Reader();
        for (var repeated = 0; repeated < 100; repeated++)
        {
            bench.Receive(Framed(Word));
            bench.Run(65);
        }
        Assert.Equal(new TagRead(new ReaderId("shelf"), Tag), Assert.Single(bench.Told).Input);
    }

    [Fact]
    public void A_tag_that_was_away_for_a_second_is_told_again()
    {
        var bench = Reader();
        bench.Receive(Framed(Word));
        bench.Run((int)TagReader.GoneAfter.TotalMilliseconds - 1);
        bench.Receive(Framed(Word));
        Assert.Single(bench.Told);
        bench.Run((int)TagReader.GoneAfter.TotalMilliseconds);
        bench.Receive(Framed(Word));
        Assert.Equal(2, bench.Told.Count);
    }

    [Fact]
    public void Another_tag_is_told_at_once_and_so_is_the_first_after_it()
    {
        var bench = Reader();
        bench.Receive([.. Framed(Word), .. Framed(OtherWord), .. Framed(Word)]);
        Assert.Equal([Tag, Other, Tag], Tags(bench));
    }

    [Fact]
    public void A_word_in_two_pieces_is_one_wherever_it_is_parted()
    {
        var word = Framed(Word);
        for (var cut = 1; cut < word.Length; cut++)
        {
            var bench = Reader();
            bench.Receive(word[..cut]);
            bench.Run(20);
            bench.Receive(word[cut..]);
            Assert.Equal([Tag], Tags(bench));
        }
    }

    [Fact]
    public void One_wrong_byte_anywhere_and_nothing_is_told_and_all_of_it_is_noise()
    {
        var word = Framed(Word);
        for (var at = 0; at < word.Length; at++)
        {
            var bench = Reader();
            var wrong = (byte[])word.Clone();
            wrong[at] = wrong[at] == (byte)'7' ? (byte)'8' : (byte)'7';
            bench.Receive(wrong);
            bench.Run(200);
            Assert.Empty(bench.Told);
            Assert.Equal(word.Length, bench.Line.Counts.NoiseBytes);
            bench.Receive(word);
            Assert.Equal([Tag], Tags(bench));
        }
    }

    [Fact]
    public void Digits_in_small_letters_are_no_word_of_such_a_reader()
    {
        var bench = Reader();
        bench.Receive(Framed(Word.ToLowerInvariant()));
        bench.Run(200);
        Assert.Empty(bench.Told);
    }

    [Fact]
    public void A_word_whose_end_is_lost_does_not_swallow_the_next()
    {
        var bench = Reader();
        bench.Receive([.. Framed(Word)[..9], .. Framed(OtherWord)]);
        Assert.Equal([Other], Tags(bench));
    }

    [Fact]
    public void A_line_that_is_lost_tells_nothing_and_a_tag_still_held_after_it_is_told_anew()
    {
        var bench = Reader();
        bench.Receive(Framed(Word));
        bench.Receive(Framed(OtherWord)[..5]);
        bench.Lost();
        Assert.Single(bench.Told);
        bench.Open();
        bench.Receive(Framed(Word));
        Assert.Equal([Tag, Tag], Tags(bench));
    }

    [Fact]
    public void A_reader_is_never_spoken_to()
    {
        var bench = Reader();
        bench.Receive(Framed(Word));
        bench.Run(60_000);
        Assert.Empty(bench.Sent);
        Assert.Null(bench.Line.NextDeadline);
    }

    private static LineBench Reader() => new LineBench(new TagReaderWiring(new ReaderId("shelf"))).Open();

    private static byte[] Framed(string digits) => [0x02, .. Encoding.ASCII.GetBytes(digits), 0x03];

    private static IEnumerable<string> Tags(LineBench bench) => bench.Facts<TagRead>().Select(read => read.Tag);
}
