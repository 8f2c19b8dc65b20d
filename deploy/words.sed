# What a rider does, what the cabinet says and what it writes down, as sentences: Chinese, and the English under it.
# Reads the output of `yongai-sim rider` and the log of the edge service; lines that tell nothing of a swap are left out.
/^\{/d

# The rider.
s/^rider: comes with pack ([^ ]+) \(([0-9]+) %\)$/骑手带着电池 \1（电量 \2%）来到柜前\n&/; t rider
s/^rider: comes with empty hands$/骑手空着手回来了\n&/; t rider
s/^rider: shows (his|a new) code$/骑手出示骑手码\n&/; t rider
s/^rider: door ([0-9]+) opened after ([0-9.]+) s$/等了 \2 秒，\1 号仓门开了\n&/; t rider
s/^rider: puts pack ([^ ]+) .* into slot ([0-9]+)$/骑手把电池 \1 放进 \2 号仓\n&/; t rider
s/^rider: closes door ([0-9]+)$/骑手关上 \1 号仓门\n&/; t rider
s/^rider: takes pack ([^ ]+) \(([0-9]+) %\) out of slot ([0-9]+)$/骑手从 \3 号仓取出电池 \1（电量 \2%）\n&/; t rider
s/^rider: leaves with pack ([^:]+)(:.*)?$/骑手带着电池 \1 离开\n&/; t rider
s/^rider: waits$/骑手在柜前等着\n&/; t rider
s/^rider: leaves without a pack: (.*)$/骑手两手空空地走了\n&/; t rider

# The cabinet: what it says aloud, and what it writes before it acts.
s/^.* yongai-edge\[5001\] say: (.*) \/ ([^/]*)$/柜子说：“\1”\nthe cabinet says: "\2"/; t cabinet
s/^.* yongai-edge\[2001\] #([0-9]+) /#\1 /; T nothing
s/^#([0-9]+) CabinetStarted .*$/柜子重新起来，一把锁也不动，先看传感器\nthe cabinet starts again; it fires no lock and looks at its sensors (#\1)/; t cabinet
s/^#([0-9]+) SwapStarted swap ([0-9]+), .*$/码核对无误，第 \2 次换电开始\nthe code holds: swap \2 begins (#\1)/; t cabinet
s/^#([0-9]+) SlotsReserved swap [0-9]+, in ([0-9]+), out ([0-9]+)$/留出空仓 \2 号和满电的 \3 号\nkeeps the empty slot \2 and the full pack in \3 (#\1)/; t cabinet
s/^#([0-9]+) DoorOrdered swap [0-9]+, slot ([0-9]+), for GiveBack, .*$/先落账，再开 \2 号仓的锁：退还\nwrites it down, then fires lock \2 to give back (#\1)/; t cabinet
s/^#([0-9]+) DoorOrdered swap [0-9]+, slot ([0-9]+), .*$/先落账，再开 \2 号仓的锁\nwrites it down, then fires lock \2 (#\1)/; t cabinet
s/^#([0-9]+) DoorOpened swap [0-9]+, slot ([0-9]+), .*$/门磁证实：\2 号仓门开着\nthe switch proves that door \2 is open (#\1)/; t cabinet
s/^#([0-9]+) DoorClosed .*$/门磁证实：门关上了\nthe switch proves that the door is closed (#\1)/; t cabinet
s/^#([0-9]+) PackInserted .*$/传感器：仓里有东西，是骑手的\nthe sensors: something lies in the slot, and it is the rider's (#\1)/; t cabinet
s/^#([0-9]+) PackVerified swap [0-9]+, slot ([0-9]+), ([^ ,]+), .*, ([0-9]+) %$/读了两遍：\2 号仓里是 \3，电量 \4%，可以换\nread twice: in slot \2 lies \3, \4 %, fit to be swapped (#\1)/; t cabinet
s/^#([0-9]+) PackRefused swap [0-9]+, slot ([0-9]+), Foreign$/序列号不是本网络的：\2 号仓里的电池不收\nits serial is none of this network: the pack in slot \2 is not taken (#\1)/; t cabinet
s/^#([0-9]+) PackRefused swap [0-9]+, slot ([0-9]+), (.*)$/\2 号仓里的电池不收（\3）\nthe pack in slot \2 is not taken: \3 (#\1)/; t cabinet
s/^#([0-9]+) GiveBackStarted .*$/决定把电池还给他\nhe shall have his own pack back (#\1)/; t cabinet
s/^#([0-9]+) PackGivenBack .*$/传感器：他的电池离了仓\nthe sensors: his own pack has left its slot (#\1)/; t cabinet
s/^#([0-9]+) PackHeld .*$/他的电池替他留在仓里\nhis own pack is kept for him in its slot (#\1)/; t cabinet
s/^#([0-9]+) SwapCompleted swap [0-9]+, ([^ ]+) in ([0-9]+), ([^ ]+) out of ([0-9]+)$/一笔落账：\2 进 \3 号仓归柜，\4 出 \5 号仓归骑手\nin one entry: \2 in slot \3 is the cabinet's, \4 out of slot \5 is the rider's (#\1)/; t cabinet
s/^#([0-9]+) SwapRecovered swap ([0-9]+), OldPackHeld$/传感器读了两遍：断电那次换电，旧电池在，新电池没出\nread twice: of swap \2 the old pack is in, and no new one is out (#\1)/; t cabinet
s/^#([0-9]+) SwapRecovered swap ([0-9]+), (.*)$/传感器读了两遍：断电那次换电的结论是 \3\nread twice: swap \2 is found as \3 (#\1)/; t cabinet
s/^#([0-9]+) SwapEnded swap ([0-9]+), Done, .*$/第 \2 次换电完成\nswap \2 is done (#\1)/; t cabinet
s/^#([0-9]+) SwapEnded swap ([0-9]+), Aborted, .*$/第 \2 次换电中止，不收费\nswap \2 is ended, nothing is charged (#\1)/; t cabinet
s/^#([0-9]+) SwapEnded swap ([0-9]+), PendingPickup, .*, case (.*)$/第 \2 次换电停下，立单 \3，等骑手来取\nswap \2 stops; case \3 waits for its rider (#\1)/; t cabinet
s/^#([0-9]+) SwapEnded swap ([0-9]+), (.*)$/第 \2 次换电结束：\3\nswap \2 ends: \3 (#\1)/; t cabinet
s/^#([0-9]+) CaseClosed .*$/待查单了结\nthe case is closed (#\1)/; t cabinet
s/^#([0-9]+) SlotWithdrawn slot ([0-9]+), DoorOpen$/\2 号仓门没关，停用\ndoor \2 stands open: its slot is out (#\1)/; t cabinet
s/^#([0-9]+) SlotRestored slot ([0-9]+), DoorOpen$/\2 号仓门关好了，恢复\ndoor \2 is closed: its slot serves again (#\1)/; t cabinet
s/^#([0-9]+) ItemOrdered (visit [0-9]+, )?([^ ,]+), order ([0-9]+).*$/先落账，再动 \3\nwrites it down, then acts on \3 (#\1)/; t cabinet
s/^#([0-9]+) LockerOpened (visit [0-9]+, )?([^ ,]+), .*$/门磁证实：\3 的门开着\nthe switch proves that the door of \3 is open (#\1)/; t cabinet
s/^#([0-9]+) ItemGiven (visit [0-9]+, )?([^ ,]+), .*$/传感器：\3 的东西到了骑手手里\nthe sensors: what was in \3 is with the rider (#\1)/; t cabinet
s/^#([0-9]+) ItemReturned ([^ ,]+).*$/传感器：东西回到了 \2\nthe sensors: it is back in \2 (#\1)/; t cabinet

: nothing
d

: rider
s/^/      /
s/\n/\n        /
b
: cabinet
s/^/          /
s/\n/\n            /
