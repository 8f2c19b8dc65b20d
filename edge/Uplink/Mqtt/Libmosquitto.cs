using System.Runtime.InteropServices;

namespace YongAi.Edge.Uplink.Mqtt;

/// <summary>
/// Declarations of libmosquitto 2.0 (Debian package libmosquitto1), from its mosquitto.h and mqtt_protocol.h; nothing
/// else.
/// </summary>
internal static unsafe partial class Libmosquitto
{
    public const string Library = "libmosquitto.so.1";

    // enum mosq_err_t
    public const int Success = 0, InvalidArgument = 3, PayloadSize = 9, KeepAliveLost = 19, OversizePacket = 25;
    // enum mosq_opt_t
    public const int OptionProtocolVersion = 1, OptionReceiveMaximum = 4, OptionSendMaximum = 5, OptionTcpNoDelay = 11,
        OptionTlsUseOsCertificates = 13;
    public const int Version311 = 4, Version5 = 5;
    // enum mqtt5_property
    public const int PropertyExpiry = 2, PropertyContentType = 3, PropertyServerKeepAlive = 19;
    // enum mqtt5_return_codes
    public const int ReasonFailure = 128, ReasonTakenOver = 142;

    /// <summary>struct mosquitto_message</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public int Id;
        public nint Topic;
        public nint Payload;
        public int PayloadLength;
        public int Qos;
        public byte Retain;
    }

    [LibraryImport(Library)] public static partial int mosquitto_lib_init();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint mosquitto_new(string id, [MarshalAs(UnmanagedType.U1)] bool cleanSession, nint obj);

    [LibraryImport(Library)] public static partial void mosquitto_destroy(nint client);

    [LibraryImport(Library)] public static partial int mosquitto_int_option(NativeClient client, int option, int value);

    [LibraryImport(Library)]
    public static partial int mosquitto_threaded_set(NativeClient client, [MarshalAs(UnmanagedType.U1)] bool threaded);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_username_pw_set(NativeClient client, string user, string? password);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_tls_set(NativeClient client, string? caFile, string? caPath, string? certFile,
        string? keyFile, nint passwordCallback);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_will_set_v5(NativeClient client, string topic, int length, byte* payload, int qos,
        [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_connect_bind_async(NativeClient client, string host, int port, int keepAliveSeconds,
        string? bind);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int mosquitto_loop(NativeClient client, int timeoutMilliseconds, int maxPackets);

    [LibraryImport(Library)]
    public static partial int mosquitto_disconnect_v5(NativeClient client, int reason, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_publish_v5(NativeClient client, out int id, string topic, int length, byte* payload,
        int qos, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_subscribe_v5(NativeClient client, out int id, string filter, int qos, int options,
        nint properties);

    [LibraryImport(Library)]
    public static partial int mosquitto_property_add_int32(ref nint list, int property, uint value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_property_add_string(ref nint list, int property, string value);

    [LibraryImport(Library)]
    public static partial nint mosquitto_property_read_int16(nint list, int property, out ushort value,
        [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    [LibraryImport(Library)] public static partial void mosquitto_property_free_all(ref nint list);

    [LibraryImport(Library)] public static partial nint mosquitto_strerror(int error);

    [LibraryImport(Library)] public static partial nint mosquitto_reason_string(int reason);

    [LibraryImport(Library)] public static partial nint mosquitto_connack_string(int code);

    [LibraryImport(Library)]
    public static partial void mosquitto_connect_v5_callback_set(NativeClient client,
        delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> connected);

    [LibraryImport(Library)]
    public static partial void mosquitto_disconnect_v5_callback_set(NativeClient client,
        delegate* unmanaged[Cdecl]<nint, nint, int, nint, void> disconnected);

    [LibraryImport(Library)]
    public static partial void mosquitto_publish_v5_callback_set(NativeClient client,
        delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> acknowledged);

    [LibraryImport(Library)]
    public static partial void mosquitto_subscribe_v5_callback_set(NativeClient client,
        delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, nint, void> granted);

    [LibraryImport(Library)]
    public static partial void mosquitto_message_v5_callback_set(NativeClient client,
        delegate* unmanaged[Cdecl]<nint, nint, Message*, nint, void> arrived);

    [LibraryImport(Library)]
    public static partial void mosquitto_log_callback_set(NativeClient client,
        delegate* unmanaged[Cdecl]<nint, nint, int, nint, void> logged);
}
