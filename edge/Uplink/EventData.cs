namespace YongAi.Edge.Uplink;

/// <summary>
/// A rider on the wire: who vouches for him, and his pseudonym there. Nothing else of him ever travels.
/// </summary>
public sealed record RiderRef(string Iss, string Sub);

/// <summary>
/// By what a code is known again: its issuer, and the cti of the credential, bearer code or voucher in hex.
/// </summary>
public sealed record CodeRef(string Iss, string Cti);

/// <summary>What an event says; one record for each type of <see cref="EventTypes"/>. Grows by addition only.</summary>
public abstract record EventData;

/// <summary>Data of <c>yongai.cabinet.started</c>.</summary>
/// <param name="Version">Version of the program.</param>
/// <param name="JournalReplaced">True when a damaged journal was set aside and this one begins with what it proved.</param>
/// <param name="LastEnd">How the run before ended: unknown, asked, power-lost, watchdog, failed, killed or out-of-memory.</param>
/// <param name="Restarts">Starts that nobody asked for, before this one, within the last minutes of running time.</param>
public sealed record CabinetStartedData(string Version, bool JournalReplaced = false, string? LastEnd = null, int Restarts = 0) : EventData;

/// <summary>Data of <c>yongai.cabinet.stopped</c>: asked to stop, outputs safe.</summary>
/// <param name="OpenSwap">The swap that the next start has to settle.</param>
public sealed record CabinetStoppedData(long? OpenSwap = null) : EventData;

/// <summary>Data of <c>yongai.swap.started</c>.</summary>
/// <param name="Swap">Number of the swap in this journal.</param>
/// <param name="Rider">Whose swap it is.</param>
/// <param name="Classes">Pack classes that he may swap.</param>
/// <param name="Offline">True when the cloud had not been heard for longer than the site allows.</param>
/// <param name="PackHint">Serial that the issuer last knew with him.</param>
/// <param name="AssistedBy">Who helped him and showed a code of his own just before.</param>
public sealed record SwapStartedData(long Swap, RiderRef Rider, IReadOnlyList<string> Classes, bool Offline,
    string? PackHint = null, RiderRef? AssistedBy = null) : EventData;

/// <summary>Data of <c>yongai.slots.reserved</c>.</summary>
public sealed record SlotsReservedData(long Swap, int InSlot, int OfferSlot, string Offered) : EventData;

/// <summary>Data of <c>yongai.door.ordered</c>.</summary>
/// <param name="Swap">Number of the swap in this journal.</param>
/// <param name="Slot">Which door.</param>
/// <param name="For">insert, take, give-back or look.</param>
/// <param name="Attempt">1 to 3 for this slot.</param>
public sealed record DoorOrderedData(long Swap, int Slot, string For, int Attempt) : EventData;

/// <summary>Data of <c>yongai.door.opened</c>.</summary>
/// <param name="Swap">Number of the swap in this journal.</param>
/// <param name="Slot">Which door.</param>
/// <param name="For">insert, take, give-back or look.</param>
/// <param name="AfterScanMs">Milliseconds from the code's last byte to the fact that the door is open.</param>
public sealed record DoorOpenedData(long Swap, int Slot, string For, long AfterScanMs) : EventData;

/// <summary>Data of <c>yongai.door.closed</c>.</summary>
public sealed record DoorClosedData(long Swap, int Slot) : EventData;

/// <summary>Data of <c>yongai.pack.inserted</c>: something lies in the closed slot.</summary>
public sealed record PackInsertedData(long Swap, int Slot) : EventData;

/// <summary>Data of <c>yongai.pack.verified</c>.</summary>
/// <param name="Swap">Number of the swap in this journal.</param>
/// <param name="Slot">Where the pack lies.</param>
/// <param name="Pack">Its serial.</param>
/// <param name="Class">Its class.</param>
/// <param name="ChargePercent">Its state of charge.</param>
/// <param name="HintDiffers">True when it is not the pack that the issuer last knew with this rider.</param>
public sealed record PackVerifiedData(long Swap, int Slot, string Pack, string Class, int ChargePercent, bool HintDiffers)
    : EventData;

/// <summary>Data of <c>yongai.pack.refused</c>.</summary>
/// <param name="Swap">Number of the swap in this journal.</param>
/// <param name="Slot">Where the pack lies.</param>
/// <param name="Why">silent, unclear, foreign, wrong-class, another-riders, unsound, serial-changed, garbled,
/// better-than-ours or not-the-one-given.</param>
/// <param name="Pack">Its serial, if it said one.</param>
public sealed record PackRefusedData(long Swap, int Slot, string Why, string? Pack = null) : EventData;

/// <summary>Data of <c>yongai.offer.changed</c>.</summary>
public sealed record OfferChangedData(long Swap, int OfferSlot, string Offered) : EventData;

/// <summary>Data of <c>yongai.swap.completed</c>: custody of both packs and the use of the rider's right.</summary>
public sealed record SwapCompletedData(long Swap, RiderRef Rider, int InSlot, string Brought, int OutSlot,
    string Taken, bool Offline, int? BroughtChargePercent = null, int? TakenChargePercent = null) : EventData;

/// <summary>Data of <c>yongai.give-back.started</c>: the rider shall have his own pack back.</summary>
public sealed record GiveBackStartedData(long Swap, int Slot, string Why) : EventData;

/// <summary>Data of <c>yongai.pack.given-back</c>.</summary>
public sealed record PackGivenBackData(long Swap, int Slot, string? Pack = null) : EventData;

/// <summary>Data of <c>yongai.pack.held</c>.</summary>
public sealed record PackHeldData(long Swap, RiderRef Rider, int Slot, string? Pack = null) : EventData;

/// <summary>Data of <c>yongai.swap.recovered</c>.</summary>
/// <param name="Swap">Number of the swap in this journal.</param>
/// <param name="Finding">nothing-happened, old-pack-held, new-pack-taken, old-pack-gone, unclear or new-pack-put-back.</param>
public sealed record SwapRecoveredData(long Swap, string Finding) : EventData;

/// <summary>Data of <c>yongai.swap.ended</c>.</summary>
/// <param name="Swap">Number of the swap in this journal.</param>
/// <param name="Ending">done, aborted, pending-pickup or unknown.</param>
/// <param name="Why">Name of the reason.</param>
/// <param name="Case">Case number for the hotline, where something is open.</param>
public sealed record SwapEndedData(long Swap, string Ending, string Why, string? Case = null) : EventData;

/// <summary>Data of <c>yongai.case.held</c>.</summary>
public sealed record CaseHeldData(long Swap, string Case) : EventData;

/// <summary>Data of <c>yongai.case.opened</c>.</summary>
public sealed record CaseOpenedData(long Swap, string Case, RiderRef Rider, int Slot, string? Pack = null) : EventData;

/// <summary>Data of <c>yongai.case.closed</c>.</summary>
public sealed record CaseClosedData(long Swap, string Case) : EventData;

/// <summary>Data of <c>yongai.staff.called</c>.</summary>
public sealed record StaffCalledData(long Swap, string Case) : EventData;

/// <summary>Data of <c>yongai.consent.asked</c>: no pack is full: the rider is asked whether a short one will do.</summary>
public sealed record ConsentAskedData(long Swap, int OfferSlot, string Offered, int ChargePercent) : EventData;

/// <summary>Data of <c>yongai.consent.given</c>: the rider showed a fresh code: the short pack will do.</summary>
public sealed record ConsentGivenData(long Swap, string Pack, int ChargePercent) : EventData;

/// <summary>Data of <c>yongai.swap.undone</c>: the pair of a completed swap: its pack lies in its slot again; custody and right are as before it.</summary>
public sealed record SwapUndoneData(long Swap, RiderRef Rider, int InSlot, string Brought, int OutSlot, string Taken) : EventData;

/// <summary>Data of <c>yongai.early-swap.allowed</c>: inside his least gap, with the pack he was given last, because it is bad. A swap that has this is not charged.</summary>
public sealed record EarlySwapAllowedData(long Swap, string Given) : EventData;

/// <summary>Data of <c>yongai.claim.made</c>: a rider says that something of his last visit is wrong: its last slot is looked at again.</summary>
public sealed record ClaimMadeData(long Swap, int Slot, long Of) : EventData;

/// <summary>Data of <c>yongai.cancel.asked</c>: the cloud asked to end this swap; facts say how far that is possible.</summary>
public sealed record CancelAskedData(long Swap) : EventData;

/// <summary>Data of <c>yongai.custody.disputed</c>: the pack put in has another owner in the ledger: it is given back, and people should know of it.</summary>
public sealed record CustodyDisputedData(long Swap, int Slot, string Pack, RiderRef Holder) : EventData;

/// <summary>Data of <c>yongai.code.accepted</c>. The code itself stays in the cabinet.</summary>
/// <param name="Swap">Number of the swap in this journal.</param>
/// <param name="Rider">Who showed it.</param>
/// <param name="Purpose">What for, as in the code.</param>
/// <param name="Code">By what it is known again.</param>
/// <param name="Bound">True for a code that the rider's key signed; false for a bearer code.</param>
/// <param name="IssuedAt">When it was signed, seconds since 1970 UTC.</param>
/// <param name="Counter">Its counter; 0 for a bearer code.</param>
/// <param name="Expires">End of the credential, seconds since 1970 UTC.</param>
/// <param name="Nonce">The cabinet's nonce that it answered, in hex.</param>
public sealed record CodeAcceptedData(long Swap, RiderRef Rider, string Purpose, CodeRef Code, bool Bound, long IssuedAt,
    long Counter, long Expires, string? Nonce = null) : EventData;

/// <summary>Data of <c>yongai.code.spent</c>.</summary>
public sealed record CodeSpentData(long Swap) : EventData;

/// <summary>Data of <c>yongai.code.released</c>.</summary>
public sealed record CodeReleasedData(long Swap) : EventData;

/// <summary>Data of <c>yongai.code.refused</c>.</summary>
public sealed record CodeRefusedData(RiderRef Rider, string Why) : EventData;

/// <summary>Data of <c>yongai.codes.refused</c>: texts refused before anyone was known, counted.</summary>
public sealed record CodesRefusedData(string Why, int Count) : EventData;

/// <summary>Data of <c>yongai.slot.withdrawn</c>.</summary>
/// <param name="Slot">Which slot.</param>
/// <param name="Why">lock-fault, door-open, held-for-rider, unclear, unplanned-pack, pack-missing,
/// unsound-pack, contents-unclear, maintenance, disabled, doubtful-readings, wrong-door or worn-pack.</param>
public sealed record SlotWithdrawnData(int Slot, string Why) : EventData;

/// <summary>Data of <c>yongai.slot.restored</c>.</summary>
public sealed record SlotRestoredData(int Slot, string Why) : EventData;

/// <summary>Data of <c>yongai.output.tested</c>: what the weekly test proved.</summary>
public sealed record OutputTestedData(string Output, string Result, int? Slot = null) : EventData;

/// <summary>Data of <c>yongai.alarm.raised</c>.</summary>
public sealed record AlarmRaisedData(string Alarm, int? Slot = null) : EventData;

/// <summary>Data of <c>yongai.alarm.cleared</c>.</summary>
public sealed record AlarmClearedData(string Alarm, int? Slot = null) : EventData;

/// <summary>
/// Data of <c>yongai.outbox.dropped</c>: the store passed its limit, and a run of counts and step detail was given up. A receiver
/// books these positions as dropped and acks across them.
/// </summary>
/// <param name="From">Position of the first that is gone.</param>
/// <param name="To">Position of the last.</param>
/// <param name="Counts">How many of each kind, by the journal's name for it.</param>
public sealed record OutboxDroppedData(long From, long To, IReadOnlyDictionary<string, int> Counts) : EventData;

/// <summary>
/// Data of <c>yongai.outbox.trimmed</c>: wanted again, but removed after an ack. What has not come before this will not come: a
/// receiver books it as trimmed and acks across it.
/// </summary>
/// <param name="From">First position that was wanted.</param>
/// <param name="To">Up to here positions are missing.</param>
/// <param name="Hash">Chain of SHA-256 over every row that was ever trimmed, in hex.</param>
public sealed record OutboxTrimmedData(long From, long To, string Hash) : EventData;

/// <summary>Data of <c>yongai.charging.started</c>.</summary>
public sealed record ChargingStartedData(int Slot, string Pack, int ChargePercent) : EventData;

/// <summary>Data of <c>yongai.charging.stopped</c>.</summary>
public sealed record ChargingStoppedData(int Slot, string Pack, string Why, int? ChargePercent = null) : EventData;

/// <summary>Data of <c>yongai.pack.adopted</c>.</summary>
public sealed record PackAdoptedData(int Slot, string Pack, string Class) : EventData;

/// <summary>Data of <c>yongai.pack.missed</c>.</summary>
public sealed record PackMissedData(int Slot, string Pack) : EventData;

/// <summary>Data of <c>yongai.pack.in-question</c>.</summary>
public sealed record PackInQuestionData(long Swap, int Slot, string Pack) : EventData;

/// <summary>Data of <c>yongai.pack.found</c>.</summary>
public sealed record PackFoundData(int Slot, string Pack) : EventData;

/// <summary>Data of <c>yongai.door.found-open</c>.</summary>
/// <param name="Slot">Which door.</param>
/// <param name="Late">True when its lock had been fired a little earlier.</param>
public sealed record DoorFoundOpenData(int Slot, bool Late) : EventData;

/// <summary>Data of <c>yongai.pack.quarantined</c>.</summary>
/// <param name="Pack">The pack that is set apart.</param>
/// <param name="Why">suspect, hot, test, clone, identity-unclear, on-list, cell-low, cells-uneven, outflow, current-mismatch,
/// volts-mismatch, words-unstable or charged-too-long.</param>
/// <param name="Slot">Where it lies, if it lies in this cabinet.</param>
/// <param name="ForSeconds">How long at least; without it until people end it.</param>
public sealed record PackQuarantinedData(string Pack, string Why, int? Slot = null, long? ForSeconds = null) : EventData;

/// <summary>Data of <c>yongai.pack.released</c>.</summary>
/// <param name="Pack">The pack that is no longer set apart.</param>
/// <param name="Why">time-over, crew or operator.</param>
/// <param name="Slot">Where it lies, if it lies in this cabinet.</param>
public sealed record PackReleasedData(string Pack, string Why, int? Slot = null) : EventData;

/// <summary>Data of <c>yongai.demand.unmet</c>.</summary>
public sealed record DemandUnmetData(RiderRef Rider, IReadOnlyList<string> Classes, string Why) : EventData;

/// <summary>Data of <c>yongai.goods.started</c>: a rider is let in for a thing. Visits and swaps are numbered together.</summary>
/// <param name="Visit">Number of this visit in the journal.</param>
/// <param name="Rider">Who.</param>
/// <param name="Item">What he shall have, as in his code.</param>
/// <param name="Ground">share, campaign or voucher; return: he brings it back.</param>
/// <param name="Day">Local date on which it counts.</param>
/// <param name="Offline">The cloud had not been heard for longer than the site allows.</param>
/// <param name="Campaign">Which campaign gives it.</param>
/// <param name="Voucher">Which voucher pays.</param>
/// <param name="Due">When a thing that is lent is due back.</param>
public sealed record GoodsStartedData(long Visit, RiderRef Rider, string Item, string Ground, DateOnly Day, bool Offline, string? Campaign = null,
    CodeRef? Voucher = null, DateTimeOffset? Due = null) : EventData;

/// <summary>Data of <c>yongai.item.ordered</c>: one thing shall come out of a channel; written before anything turns.</summary>
/// <param name="Visit">Number of the visit in the journal.</param>
/// <param name="Channel">From where.</param>
/// <param name="Order">Number of the hand-out.</param>
/// <param name="Attempt">1, or more for a lock that is tried again.</param>
public sealed record ItemOrderedData(long Visit, string Channel, long Order, int Attempt = 1) : EventData;

/// <summary>Data of <c>yongai.locker.opened</c>: the door of the locker is open, by its switch.</summary>
public sealed record LockerOpenedData(long Visit, string Channel, long Order, long AfterScanMs) : EventData;

/// <summary>Data of <c>yongai.item.given</c>: a sensor saw it leave; the rider's right to it is used up by this.</summary>
public sealed record ItemGivenData(long Visit, string Channel, long Order, string? Tag = null) : EventData;

/// <summary>Data of <c>yongai.item.not-seen</c>: it did not come, and nothing is used up.</summary>
/// <param name="Visit">In which visit.</param>
/// <param name="Channel">From where it ought to have come.</param>
/// <param name="Order">Number of the hand-out.</param>
/// <param name="End">What the board said.</param>
public sealed record ItemNotSeenData(long Visit, string Channel, long Order, string End) : EventData;

/// <summary>Data of <c>yongai.item.in-question</c>: nobody knows whether it came; it counts until a crew has counted the channel.</summary>
public sealed record ItemInQuestionData(long Visit, string Channel, long Order, string Case) : EventData;

/// <summary>Data of <c>yongai.voucher.spent</c>: what it bought was seen to leave, or is in question. More of these for one voucher than it buys are a debt.</summary>
public sealed record VoucherSpentData(long Visit, CodeRef Voucher, int Left = 0) : EventData;

/// <summary>Data of <c>yongai.goods.ended</c>: given, nothing-came, unknown or taken-back.</summary>
public sealed record GoodsEndedData(long Visit, string Ending, string? Case = null) : EventData;

/// <summary>Data of <c>yongai.goods.unmet</c>: a rider with a right asked for a thing and did not get it.</summary>
public sealed record GoodsUnmetData(RiderRef Rider, string Item, string Why) : EventData;

/// <summary>Data of <c>yongai.stock.counted</c>: a crew counted a channel; what differs from the books is to be seen here.</summary>
public sealed record StockCountedData(string Channel, string Item, int Booked, int Found, string By, string Command) : EventData;

/// <summary>Data of <c>yongai.stock.filled</c>: a crew put things into a channel.</summary>
public sealed record StockFilledData(string Channel, string Item, int Put, string By, string Command, DateOnly? Expires = null) : EventData;

/// <summary>Data of <c>yongai.question.settled</c>: a count says whether what was in question had come; if not, the right to it is back.</summary>
public sealed record QuestionSettledData(long Order, string Case, RiderRef Rider, bool Came) : EventData;

/// <summary>Data of <c>yongai.item.returned</c>: a thing is here that the books had not.</summary>
/// <param name="Channel">The place, or the bin.</param>
/// <param name="Item">What it is.</param>
/// <param name="Tag">What it calls itself.</param>
/// <param name="Loan">Number of the hand-out by which it was lent here; null: it was not lent here.</param>
/// <param name="Rider">Whose loan is over.</param>
/// <param name="InBin">It fell into a bin.</param>
public sealed record ItemReturnedData(string Channel, string Item, string? Tag = null, long? Loan = null, RiderRef? Rider = null, bool InBin = false) : EventData;

/// <summary>Data of <c>yongai.item.missed</c>: what the books had in a place is gone, and nobody was handed it.</summary>
public sealed record ItemMissedData(string Channel, string Item, string? Tag = null) : EventData;

/// <summary>Data of <c>yongai.command.accepted</c>: a command, or a crew's act at the cabinet, is being followed.</summary>
/// <param name="Id">The command's id.</param>
/// <param name="Type">What is to be done.</param>
/// <param name="Origin">cloud, or crew for a code at the scanner.</param>
/// <param name="By">Who wants it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Slot">Which slot.</param>
/// <param name="Swap">Which swap.</param>
/// <param name="Rider">Which rider.</param>
/// <param name="Code">The crew's credential. The code itself stays in the cabinet.</param>
/// <param name="With">The other person, where the site asks for two.</param>
public sealed record CommandAcceptedData(string Id, string Type, string Origin, string By, string Reason, int? Slot = null, long? Swap = null,
    RiderRef? Rider = null, CodeRef? Code = null, RiderRef? With = null) : EventData;

/// <summary>Data of <c>yongai.problem.reported</c>: a rider reported a problem at the cabinet, or left a message.</summary>
/// <param name="Number">By which the hotline finds it; he was shown it.</param>
/// <param name="Rider">Who.</param>
/// <param name="Words">What he says: a word of his app, or his own text.</param>
/// <param name="Visit">Number of his last visit here: its events are the evidence.</param>
public sealed record ProblemReportedData(string Number, RiderRef Rider, string Words, long? Visit = null) : EventData;

/// <summary>Data of <c>yongai.command.done</c>: the answer to a command.</summary>
/// <param name="Id">The command's id.</param>
/// <param name="Type">What was asked.</param>
/// <param name="Outcome">done, refused or unknown.</param>
/// <param name="By">Who wanted it.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Slot">Which slot.</param>
/// <param name="Again">True when the command came twice: this answer was given before and nothing was done.</param>
public sealed record CommandDoneData(string Id, string Type, string Outcome, string By, string? Reason = null, int? Slot = null, bool Again = false)
    : EventData;

/// <summary>Data of <c>yongai.commands.refused</c>: commands that nobody we know signed, counted.</summary>
public sealed record CommandsRefusedData(string Why, int Count) : EventData;

/// <summary>Data of <c>yongai.crew.refused</c>: a crew's code was refused.</summary>
public sealed record CrewRefusedData(RiderRef Crew, string Purpose, string Why) : EventData;

/// <summary>Data of <c>yongai.cabinet.paused</c>: no new swaps.</summary>
public sealed record CabinetPausedData(string Command) : EventData;

/// <summary>Data of <c>yongai.cabinet.resumed</c>.</summary>
public sealed record CabinetResumedData(string Command) : EventData;

/// <summary>Data of <c>yongai.rider.frozen</c>: he gets no new swap at this cabinet.</summary>
public sealed record RiderFrozenData(RiderRef Rider, string Command) : EventData;

/// <summary>Data of <c>yongai.rider.released</c>.</summary>
public sealed record RiderReleasedData(RiderRef Rider, string Command) : EventData;

/// <summary>Data of <c>yongai.slot.opened</c>: the door that a command ordered is open, by its switch.</summary>
public sealed record SlotOpenedData(int Slot, string Command) : EventData;

/// <summary>Data of <c>yongai.slot.closed</c>: that door is closed again and what lies behind it is known.</summary>
public sealed record SlotClosedData(int Slot, string Command) : EventData;

/// <summary>Data of <c>yongai.pack.collected</c>: taken out of a slot that was opened for maintenance.</summary>
public sealed record PackCollectedData(int Slot, string Pack, string Command, string By, RiderRef? Owner = null) : EventData;

/// <summary>Data of <c>yongai.pack.placed</c>: put into a slot that was opened for maintenance; stock from now on.</summary>
public sealed record PackPlacedData(int Slot, string Pack, string Command, string By, RiderRef? From = null) : EventData;
