namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>The sentences of the findings: what is so, then what to do.</summary>
internal static class LineWords
{
    private const int Ebusy = 16;

    public static LineFinding NotOpen(string why) =>
        why.Contains("in use by another program", StringComparison.Ordinal) || why.Contains($"(errno {Ebusy})", StringComparison.Ordinal)
            ? new(LineFindingKind.LineInUse, new(
                "这条线路正被别的程序占用，多半是柜端服务。先停服务再诊断：systemctl stop yongai-edge，诊断完再 systemctl start yongai-edge",
                "another program has this line, probably the edge service. Stop it first: systemctl stop yongai-edge, and start it again afterwards"))
            : new(LineFindingKind.LineNotOpen, new($"这条线路打不开：{why}。查路径（ls -l /dev/serial/by-id）、USB 转接器是否插好、有没有权限（dialout 组）",
                $"this line cannot be opened: {why}. Look at the path (ls -l /dev/serial/by-id), the adapter's plug, and the rights (group dialout)"));

    public static LineFinding Gone() => new(LineFindingKind.LineGone, new(
        "线路中途断了：USB 转接器松动、掉电或被拔出。插牢（换口、换线）再诊断",
        "the line went away while it was asked: the adapter is loose, lost power or was pulled. Plug it in firmly (another socket, another cable) and try again"));

    public static LineFinding Echo() => new(LineFindingKind.Echo, new(
        "转接器有回显：发出的字节会先原样收回来。不是故障，站点文件里写 \"echo\": \"on\" 或 \"probe\" 即可",
        "the adapter echoes: whatever is sent comes back first. No fault; the site file needs \"echo\": \"on\" or \"probe\""));

    public static LineFinding Found(Pass pass, Confirmed board)
    {
        var family = BoardWords.FamilyOf(board);
        var (name, says) = (BoardWords.NameOf(family), BoardWords.Of(board));
        return new(LineFindingKind.BoardFound, new(
            $"找到：{name.Chinese}{At(board, "，地址 ")}，{Speed(pass)}{(says.Chinese.Length > 0 ? "；" + says.Chinese : "")}。"
                + $"站点文件写 family: {family}{At(board, "、address: ")}、baud: {pass.Baud}",
            $"found: {name.English}{At(board, ", address ")}, {Speed(pass)}{(says.English.Length > 0 ? "; " + says.English : "")}. "
                + $"In the site file: family {family}{At(board, ", address ")}, baud {pass.Baud}"))
        {
            Family = family, Address = board.Asked.Address, Baud = pass.Baud,
        };
    }

    public static LineFinding TwoAtOneAddress(Pass pass, Confirmed board, bool whole)
    {
        var (zh, en) = whole ? ("一问两答", "one question brought two answers")
            : ("别处都正常，只有这里的应答总是校验不过", "only here the answers fail their check, again and again");
        var said = board.Asked.Address is { } address
            ? new Sentence($"地址 {address} 上有两块板（{zh}）：断电，只留一块接在线上，把另一块的拨码改成没人用的地址",
                $"two boards have address {address} ({en}): cut the power, leave one on the line, and set the other one's switches to a free address")
            : new Sentence($"这条线上有两块没有地址的电池（{zh}）：没有地址的电池每块要有自己的线路，拔下一块再试",
                $"two packs without an address are on this line ({en}): each needs a line of its own; unplug one and try again");
        return new(LineFindingKind.TwoAtOneAddress, said) { Family = BoardWords.FamilyOf(board), Address = board.Asked.Address, Baud = pass.Baud };
    }

    public static LineFinding Damaged(Pass pass, Confirmed board, int damaged) => new(LineFindingKind.DamagedAnswers, new(
        $"{board.Again.Length} 次问话里有 {damaged} 次应答校验不过：查线缆屏蔽、两端 120 Ω 终端电阻、接头和地线",
        $"{damaged} of {board.Again.Length} answers failed their check: look at the cable's shield, 120 Ω at both ends, the plugs and the ground"))
    {
        Family = BoardWords.FamilyOf(board), Address = board.Asked.Address, Baud = pass.Baud,
    };

    public static LineFinding WrongSpeed(int wrong, int right) => new(LineFindingKind.WrongSpeed, new(
        $"{wrong} 的速率不对：收到的字节凑不成一帧，{right} 时就能读懂。站点文件写 baud: {right}",
        $"{wrong} is the wrong speed: bytes come and make no frame, at {right} they do. Put baud {right} into the site file")) { Baud = wrong };

    public static LineFinding UnusualSpeed(Pass pass, Confirmed board, int usual) => new(LineFindingKind.UnusualSpeed, new(
        $"速率是 {pass.Baud}，不是出厂常见的 {usual}：站点文件必须写 baud: {pass.Baud}，换新板时先改成同样的速率",
        $"it runs at {pass.Baud}, not at {usual} as usually bought: the site file must say baud {pass.Baud}, and so must a new board be set"))
    {
        Family = BoardWords.FamilyOf(board), Address = board.Asked.Address, Baud = pass.Baud,
    };

    public static LineFinding Unasked(UnaskedKind kind, string? family, int baud) => kind switch
    {
        UnaskedKind.Text => new(LineFindingKind.ScannerText, new($"没有问话就来了文字（{baud}）：这条线上是扫码头，不是锁控板",
            $"text came without a question ({baud}): this is a scanner's line, not a board's")) { Baud = baud },
        UnaskedKind.Report => new(LineFindingKind.SpeaksUnasked, new(
            $"{BoardWords.NameOf(family!).Chinese} 会自己上报（{baud}）。一条线上几块板都自己上报会撞车：关掉上报，改用轮询",
            $"{BoardWords.NameOf(family!).English} report by themselves ({baud}). Where several do, they collide: switch the reports off and poll"))
        {
            Baud = baud, Family = family,
        },
        UnaskedKind.VendingMaster => new(LineFindingKind.AnotherMaster, new($"这条线上是自己当主机的售货机板（FA FB，{baud}）：它来问，不能去问它",
            $"a vending board that is master itself is on this line (FA FB, {baud}): it asks, and cannot be asked")) { Baud = baud },
        _ => new(LineFindingKind.AnotherMaster, new(
            $"线上另有主机在问话（{BoardWords.NameOf(family!).Chinese}，{baud}）：一条 485 线只能有一个主机，找到另一台工控机或屏并断开",
            $"somebody else asks on this line ({BoardWords.NameOf(family!).English}, {baud}): RS-485 bears one master; find the other computer and take it off"))
        {
            Baud = baud, Family = family,
        },
    };

    public static LineFinding Noise(int[] bauds) => new(LineFindingKind.Noise, new(
        $"没有问话，线上也有乱码（{string.Join("、", bauds)}）：线悬空或受干扰。查 A/B 是否接牢、上下拉偏置电阻、120 Ω 终端、共地，离电源线和锁线远些",
        $"bytes come without a question ({string.Join(", ", bauds)}): the line floats or picks up noise. Look at the A/B screws, bias resistors, "
            + "120 Ω at the ends and the common ground, and lead it away from supply and lock wires"));

    public static LineFinding SwappedWires() => new(LineFindingKind.SwappedWires, new(
        "每个速率下，一问就有字节回来，却从来凑不成一帧：A、B 两根线多半接反了。对调 A、B 再试；仍不行，查偏置电阻和地线",
        "at every speed bytes follow the questions and never make a frame: the wires A and B are probably swapped. Swap A and B and try again; "
            + "if it stays so, look at bias resistors and ground"));

    public static LineFinding Unreadable(int[] bauds, bool tookAll) => new(LineFindingKind.Unreadable, new(
        $"问话后有字节回来，却读不懂（{string.Join("、", bauds)}）：速率不对、A/B 接反，或是没见过的板" + (tookAll ? "。对调 A、B 再试" : "。去掉 --baud 把各种速率都试一遍"),
        $"bytes follow the questions and cannot be read ({string.Join(", ", bauds)}): wrong speed, A and B swapped, or an unknown board. "
            + (tookAll ? "Swap A and B and try again" : "Try again without --baud, which goes through all speeds")));

    public static LineFinding Nothing(int[] bauds, bool echoes)
    {
        var more = bauds.Length == 1;
        return new(LineFindingKind.Nothing, new(
            (echoes ? "只有自己的回显，没有任何板回话" : "没有任何回话") + $"（试过 {string.Join("、", bauds)}）。依次查：板有没有电（指示灯）、地线是否共地、"
                + "A/B 是否接反、拨码地址、TTL 接口的 TX/RX 是否交叉、电池是否在休眠（插一下充电器或按它的按钮）" + (more ? "；并去掉 --baud 试其他速率：速率不对的板一声不响" : ""),
            (echoes ? "only our own echo, nobody answers" : "nobody says anything") + $" (tried {string.Join(", ", bauds)}). Look, in this order, at the "
                + "board's power (its light), the common ground, A and B swapped, the address switches, TX and RX crossed on TTL ports, a sleeping pack (its charger or its button wakes it)"
                + (more ? "; and try the other speeds, without --baud: a board at another speed stays silent" : "")));
    }

    public static LineFinding NotAllAsked() => new(LineFindingKind.NotAllAsked, new("时间到了，还没有全部问完：线上太吵，先排除上面的问题",
        "the time was over before all was asked: the line is too busy; mend the above first"));

    private static string At(Confirmed board, string before) => board.Asked.Address is { } address ? before + address : "";

    private static string Speed(Pass pass) => pass.Format == Devices.LineFormat.Bits8E1 ? $"{pass.Baud} 8E1" : $"{pass.Baud} 8N1";
}
