using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Simulators.World;
using CloudText = YongAi.CloudBridge.Minting.CodeText;

namespace YongAi.Edge.Tests.Control.Codes;

public sealed class Base45Tests
{
    [Theory]
    // RFC 9285, 4.3 and 4.4
    [InlineData("BB8", "AB")]
    [InlineData("%69 VD92EX0", "Hello!!")]
    [InlineData("UJCLQE7W581", "base-45")]
    [InlineData("QED8WEX0", "ietf!")]
    [InlineData("", "")]
    public void The_examples_of_the_standard_are_read(string text, string bytes)
    {
        Assert.True(Base45.TryDecode(text, out var read));
        Assert.Equal(bytes, Encoding.ASCII.GetString(read));
    }

    [Theory]
    [InlineData("GGW", "a group above FFFF, the standard's own example")]
    [InlineData(":::", "the highest group")]
    [InlineData("::", "a last pair above FF")]
    [InlineData("BB8V5", "a last pair of 256")]
    [InlineData("A", "a lone character")]
    [InlineData("BB8A", "a lone last character")]
    [InlineData("bb8", "small letters")]
    [InlineData("BB,", "a comma")]
    [InlineData("BBé", "a letter beyond ASCII")]
    [InlineData("BB\0", "a zero")]
    public void What_is_not_Base45_is_refused(string text, string because)
    {
        Assert.False(Base45.TryDecode(text, out var read), because);
        Assert.Empty(read);
    }

    [Fact]
    public void The_highest_values_are_still_read()
    {
        Assert.True(Base45.TryDecode("FGW", out var pair));
        Assert.Equal(new byte[] { 0xFF, 0xFF }, pair);
        Assert.True(Base45.TryDecode("U5", out var single));
        Assert.Equal(new byte[] { 0xFF }, single);
    }

    [Fact]
    public void Both_writers_write_what_the_reader_reads()
    {
        var random = new Random(45);
        for (var length = 0; length < 200; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var text = CodeWriter.Base45(bytes);
            Assert.Equal("YA1:" + text, CloudText.Of(bytes));
            Assert.True(Base45.TryDecode(text, out var read));
            Assert.Equal(bytes, read);
            Assert.Equal(bytes, CodeWriter.FromBase45(text));
        }
    }
}
