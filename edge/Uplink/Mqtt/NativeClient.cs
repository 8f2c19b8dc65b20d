using System.Runtime.InteropServices;
using static YongAi.Edge.Uplink.Mqtt.Libmosquitto;

namespace YongAi.Edge.Uplink.Mqtt;

/// <summary>
/// One client of the library. Its memory is freed when the last call into it has returned, so that a publish on one
/// thread and the end of the link on another cannot meet in freed memory.
/// </summary>
internal sealed unsafe class NativeClient : SafeHandle
{
    /// <summary>
    /// Messages that the broker may have in flight to us: a flood waits at the broker (reliability: Receive Maximum).
    /// </summary>
    public const int ReceiveMax = 16;

    private readonly GCHandle link;

    public NativeClient(MqttAddress address, string clientId, MqttMessage? will, MqttLink owner) : base(0, true)
    {
        if (!Available.Value)
            throw new MqttLinkLost(LinkTrouble.Unreachable, $"{Library} is missing: apt-get install libmosquitto1");
        link = GCHandle.Alloc(owner);
        SetHandle(mosquitto_new(clientId, true, GCHandle.ToIntPtr(link)));
        if (IsInvalid)
        {
            link.Free();
            throw new MqttLinkLost(LinkTrouble.Refused, $"'{clientId}' is no client id");
        }
        try
        {
            Prepare(address, will);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override bool IsInvalid => handle == 0;

    public int Connect(MqttAddress address, int keepAliveSeconds) =>
        mosquitto_connect_bind_async(this, address.Host, address.Port, keepAliveSeconds, null);

    public int Publish(MqttMessage message, bool old, out int id)
    {
        var properties = old ? 0 : PropertiesOf(message);
        try
        {
            fixed (byte* payload = message.Payload.Span)
                return mosquitto_publish_v5(this, out id, message.Topic, message.Payload.Length, payload, 1, message.Retain,
                    properties);
        }
        finally
        {
            mosquitto_property_free_all(ref properties);
        }
    }

    public int Subscribe(string filter, out int id) => mosquitto_subscribe_v5(this, out id, filter, 1, 0, 0);

    /// <summary>What the library calls an error.</summary>
    public static string Words(int error) => Marshal.PtrToStringUTF8(mosquitto_strerror(error)) ?? $"error {error}";

    /// <summary>What MQTT 5 calls a reason.</summary>
    public static string ReasonWords(int reason) =>
        Marshal.PtrToStringUTF8(mosquitto_reason_string(reason)) ?? $"reason {reason}";

    /// <summary>What MQTT 3.1.1 calls a refusal to connect.</summary>
    public static string RefusalWords(int code) =>
        Marshal.PtrToStringUTF8(mosquitto_connack_string(code)) ?? $"code {code}";

    protected override bool ReleaseHandle()
    {
        mosquitto_destroy(handle);
        link.Free();
        return true;
    }

    private void Prepare(MqttAddress address, MqttMessage? will)
    {
        Check(mosquitto_int_option(this, OptionProtocolVersion, address.Mqtt311 ? Version311 : Version5), "version");
        Check(mosquitto_int_option(this, OptionReceiveMaximum, ReceiveMax), "receive maximum");
        Check(mosquitto_int_option(this, OptionSendMaximum, MqttLink.UnacknowledgedMax), "send maximum");
        Check(mosquitto_int_option(this, OptionTcpNoDelay, 1), "no delay");
        Check(mosquitto_threaded_set(this, true), "threads");
        if (address.User is { } user) Check(mosquitto_username_pw_set(this, user, address.Password), "account");
        if (address.IsTls) Encrypt(address);
        if (will is not null) LeaveWill(will, address.Mqtt311);
        MqttCallbacks.Attach(this);
    }

    private void Encrypt(MqttAddress address)
    {
        var system = address.CaFile is null;
        if (system) Check(mosquitto_int_option(this, OptionTlsUseOsCertificates, 1), "the operating system's certificates");
        var error = mosquitto_tls_set(this, address.CaFile, null, address.CertFile, address.KeyFile, 0);
        if (error != Success && !(system && error == InvalidArgument))
            throw new MqttLinkLost(LinkTrouble.Refused, $"{Words(error)}: CA file {address.CaFile ?? "-"}, "
                + $"certificate {address.CertFile ?? "-"}, key {address.KeyFile ?? "-"}");
    }

    private void LeaveWill(MqttMessage will, bool old)
    {
        var properties = old ? 0 : PropertiesOf(will);
        fixed (byte* payload = will.Payload.Span)
        {
            var error = mosquitto_will_set_v5(this, will.Topic, will.Payload.Length, payload, 1, will.Retain, properties);
            if (error == Success) return;                 // the library owns the properties now
            mosquitto_property_free_all(ref properties);
            Check(error, $"will on {will.Topic}");
        }
    }

    private static nint PropertiesOf(MqttMessage message)
    {
        nint properties = 0;
        if (message.Expiry is { } expiry)
        {
            var seconds = (uint)Math.Clamp(Math.Ceiling(expiry.TotalSeconds), 1, uint.MaxValue);
            Check(mosquitto_property_add_int32(ref properties, PropertyExpiry, seconds), "expiry");
        }
        if (message.ContentType is { } type)
            Check(mosquitto_property_add_string(ref properties, PropertyContentType, type), "content type");
        return properties;
    }

    private static void Check(int error, string what)
    {
        if (error != Success) throw new MqttLinkLost(LinkTrouble.Refused, $"{what}: {Words(error)}");
    }

    // The library wants one call before any other; a process makes it once.
    private static readonly Lazy<bool> Available = new(() =>
        NativeLibrary.TryLoad(Library, out _) && mosquitto_lib_init() == Success);
}
