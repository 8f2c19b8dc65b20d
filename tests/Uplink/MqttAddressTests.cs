using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Tests.Uplink;

public sealed class MqttAddressTests
{
    [Theory]
    [InlineData("mqtt://127.0.0.1", "127.0.0.1", 1883, false, false)]
    [InlineData("mqtt://broker.example:1884", "broker.example", 1884, false, false)]
    [InlineData("mqtts://broker.example", "broker.example", 8883, true, false)]
    [InlineData("mqtts://broker.example:443/?version=3.1.1", "broker.example", 443, true, true)]
    [InlineData("mqtt://broker.example?version=5", "broker.example", 1883, false, false)]
    public void An_address_is_read(string text, string host, int port, bool tls, bool old)
    {
        var address = MqttAddress.Parse(text);

        Assert.Equal((host, port, tls, old), (address.Host, address.Port, address.IsTls, address.Mqtt311));
        Assert.Equal(address, MqttAddress.Parse(address.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("broker.example:1883")]
    [InlineData("http://broker.example")]
    [InlineData("mqtt://")]
    [InlineData("mqtt://broker.example/topic")]
    [InlineData("mqtt://broker.example?version=4")]
    [InlineData("mqtt://user:secret@broker.example")]
    [InlineData("mqtt://broker.example#:8883")]
    [InlineData("mqtt://..#x1:188")]
    [InlineData("mqtt://..")]
    public void What_is_no_address_says_what_to_write(string text) =>
        Assert.NotEmpty(Assert.Throws<FormatException>(() => MqttAddress.Parse(text)).Message);

    [Fact]
    public void Certificates_want_an_encrypted_link_and_a_key() => Assert.Multiple(
        () => Assert.Throws<FormatException>(() => MqttAddress.Parse("mqtt://h", "ca.pem")),
        () => Assert.Throws<FormatException>(() => MqttAddress.Parse("mqtts://h", "ca.pem", "cert.pem")));

    [Fact]
    public void A_password_is_never_shown() =>
        Assert.DoesNotContain("secret", $"{new MqttAddress("h", 1) { User = "u", Password = "secret" }}");
}
