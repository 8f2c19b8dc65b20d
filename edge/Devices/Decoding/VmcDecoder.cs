namespace YongAi.Edge.Devices.Decoding;

/// <summary>
/// Boards that drive the spirals of a vending machine (hardware reference 5): the board asks every 200 ms and the host answers; a number in
/// each order makes its repetition the same order.
/// </summary>
internal static class VmcDecoder
{
    private const int Bare = 5;

    private static readonly ImmutableDictionary<int, string> Commands = Meaning.Table(
        (0x01, "check-selection"), (0x02, "selection-status"), (0x03, "buy-selection"), (0x04, "dispensing-status"), (0x05, "choose-selection"),
        (0x06, "drive-selection"), (0x11, "selection-information"), (0x12, "set-price"), (0x13, "set-inventory"), (0x14, "set-capacity"),
        (0x15, "set-product"), (0x16, "set-poll-interval"), (0x17, "fully-loaded-button"), (0x21, "money-collected"), (0x23, "amount"),
        (0x24, "show-text"), (0x25, "give-change"), (0x26, "change-given"), (0x27, "money-received"), (0x28, "set-acceptance"),
        (0x31, "synchronise"), (0x41, "poll"), (0x42, "acknowledge"), (0x51, "ask-machine-status"), (0x52, "machine-status"),
        (0x53, "ask-status"), (0x54, "status"), (0x61, "ask-balance"), (0x62, "balance"), (0x63, "call-menu"), (0x64, "deduct"),
        (0x66, "microwave"), (0x70, "menu"), (0x71, "menu-answer"));

    /// <summary>What only the board sends; the rest comes from the host, or from either.</summary>
    private static readonly ImmutableArray<int> FromBoard = [0x02, 0x04, 0x11, 0x17, 0x21, 0x23, 0x24, 0x26, 0x41, 0x52, 0x54, 0x62, 0x63, 0x66, 0x71];
    private static readonly ImmutableArray<int> FromEither = [0x05, 0x12, 0x13, 0x14, 0x15, 0x31, 0x42];

    private static readonly Coded Selections = new(Meaning.Table((0x01, "normal"), (0x02, "out-of-stock"), (0x03, "no-such-selection"),
        (0x04, "selection-paused"), (0x05, "goods-in-elevator"), (0x06, "delivery-door-unlocked"), (0x07, "elevator-error"),
        (0x08, "elevator-self-check"), (0x17, "main-motor"), (0x18, "translation-motor")));

    private static readonly Coded Dispensing = new(Meaning.Table((0x01, "dispensing"), (0x02, "dispensed"), (0x03, "jammed"),
        (0x04, "motor-does-not-stop"), (0x06, "no-such-motor"), (0x07, "elevator-error"), (0x10, "elevator-goes-up"), (0x11, "elevator-goes-down"),
        (0x12, "elevator-up-error"), (0x13, "elevator-down-error"), (0xFF, "ended")));

    private static readonly Coded Machine = new(Meaning.Table((0x00, "normal"), (0x01, "goods-in-elevator"), (0x02, "delivery-door-open"),
        (0x03, "elevator-error"), (0x04, "elevator-self-check")));

    public static void Read(FrameReader frame)
    {
        frame.HasAtLeast(Bare);
        frame.Fixed("head", [0xFA, 0xFB], Said.Head);
        if (frame.Length > 3) frame.HasWhole(Bare + frame.Peek(3));
        var command = frame.OneOf("command", Commands, Said.Command);
        var count = (int)frame.Read("length", 1, Quantity.Count);
        if (frame.HasStopped) return;
        frame.Say("sender", FromBoard.Contains(command) ? "board" : FromEither.Contains(command) ? "either" : "host");
        var end = frame.At + count;
        if (count > 0) frame.Read("pack_number", 1, Quantity.Count);
        Fields(frame, command, count);
        if (frame.At < end) frame.Read("data", end - frame.At, Coded.Raw);
        if (frame.HasStopped) return;
        byte check = 0;
        foreach (var one in frame.Span(0, frame.At)) check ^= one;
        frame.Fixed("check", check, Said.Xor);
    }

    private static void Fields(FrameReader frame, int command, int count)
    {
        switch (command, count)
        {
            case (0x01 or 0x03 or 0x05, 3):
                frame.Read("selection", 2, Quantity.Count);
                break;
            case (0x02, 4):
                frame.Read("status", 1, Selections);
                frame.Read("selection", 2, Quantity.Count);
                break;
            case (0x04, 4 or 5):
                frame.Read("status", 1, Dispensing);
                frame.Read("selection", 2, Quantity.Count);
                break;
            case (0x06, 5):
                frame.Read("drop_sensor", 1, Coded.OnOff);
                frame.Read("elevator", 1, Coded.OnOff);
                frame.Read("selection", 2, Quantity.Count);
                break;
            case (0x11, 12):
                frame.Read("selection", 2, Quantity.Count);
                frame.Read("price", 4, Quantity.Count);
                frame.Read("inventory", 1, Quantity.Count);
                frame.Read("capacity", 1, Quantity.Count);
                frame.Read("product", 2, Quantity.Count);
                frame.Read("status", 1, new Coded(Meaning.Table((0, "normal"), (1, "selection-paused"))));
                break;
            case (0x16, 2):
                frame.Read("interval", 1, new Quantity("ms", 100));
                break;
            case (0x54, 2):
                frame.Read("status", 1, Machine);
                break;
        }
    }
}
