# shellcheck shell=bash
# The unhappy ways that deploy/demo.sh tells: each plays on the stage that demo.sh has set, and ends well only if the facts say so.
# Read with `source`; uses what demo.sh defines.

readonly STORIES=(wrong-pack walks-away power-cut goods)
readonly FOREIGN_PACK=XX99990000000099 WALKERS_PACK=YA48240000009001 UNLUCKY_PACK=YA48240000009002

tell_story() { # name
  local rider="rider-${1}"
  story_credential="$work/$1.credential.json"
  cloud mint --rider "$rider" --rights swap:48V24Ah --days 7 --out "$story_credential" >"$work/mint.log" 2>&1 ||
    fail "no credential could be minted" mint
  ask_cloud
  story_from="$(wc -l <"$work/events.jsonl")"
  "story_${1//-/_}"
  wait_until "$SYNC_WITHIN_S" "the cloud does not hold every event of the cabinet" edge cloud_has_all
  fact "柜子写下的每个事件云端都有，一个不多" "the cloud holds every event that the cabinet wrote, each once" true
}

story_wrong_pack() {
  say "故事：放错电池。有人把别家的电池放进来换" "A story: the wrong pack. Somebody brings a pack of another make"
  rider --pack "$FOREIGN_PACK" --soc 40 || true # he gets no swap, and that is right
  wait_until "$SYNC_WITHIN_S" "the cloud has not heard of the end of the swap" edge heard swap.ended
  local in
  in="$(door_of insert)"
  say "结局" "How it stands"
  fact "骑手手里是他自己的电池 $FOREIGN_PACK" "the rider has his own pack $FOREIGN_PACK" rider_left_with "$FOREIGN_PACK"
  fact "云端知道：外来电池，没有收" "the cloud knows: a foreign pack, not taken" heard pack.refused '"why": *"foreign"'
  fact "云端知道：以电池离仓为准，已经退还" "the cloud knows: given back, by the fact that it left its slot" heard pack.given-back
  fact "没有换电，不收费" "no swap, nothing to charge" aborted
  fact "$in 号仓又空了，照常服务" "slot $in is empty again and serves" slot_says "$in" '"occupancy":"empty".*"withdrawn":\[\]'
  fact "没有待查单" "no case is open" no_case
}

story_walks_away() {
  say "故事：人走了。新电池的门开了，骑手却接着电话走了" \
    "A story: he walks away. The door of the new pack opens, and the rider is gone with his telephone"
  rider --does walk-away --pack "$WALKERS_PACK" || fail "the rider did not come as far as the offer" rider
  local in out
  in="$(door_of insert)" out="$(door_of take)"
  say "谁也没碰，柜子等了 10 秒" "nobody touches anything, and the cabinet waits for 10 s"
  wait_until "$SYNC_WITHIN_S" "his pack was not kept for him" edge heard swap.ended '"ending": *"pending-pickup"'
  fact "$in 号仓替他留着电池，别人动不了" "slot $in keeps his pack, and nobody else can have it" slot_says "$in" '"withdrawn":\["held-for-rider"\]'
  say "路过的人顺手关上了 $out 号仓门" "somebody who passes by pushes door $out shut"
  hands "{\"do\":\"close\",\"slot\":$out}" || fail "the door could not be closed" hands
  wait_until "$SYNC_WITHIN_S" "slot $out did not come back" edge slot_says "$out" '"withdrawn":\[\]'
  say "骑手想起来了，又扫了一次码" "the rider remembers, and shows a code again"
  rider --does fetch || fail "he did not get a pack" rider
  wait_until "$SYNC_WITHIN_S" "the cloud has not heard of the end of the swap" edge heard swap.ended '"ending": *"done"'
  say "结局" "How it stands"
  fact "骑手带着满电电池走了" "the rider has a full pack" rider_left_with_another "$WALKERS_PACK"
  fact "他的旧电池一笔落账归了柜" "his own pack became the cabinet's in one entry" heard swap.completed "\"brought\": *\"$WALKERS_PACK\""
  fact "换电只记一次" "one swap is counted, not two" counted_once
  fact "待查单已了结" "his case is closed" no_case
}

story_power_cut() {
  say "故事：断电。骑手刚关上门，柜子的电就断了" "A story: the power is cut. The rider has just closed the door behind his pack"
  rider --does put-in --pack "$UNLUCKY_PACK" || fail "the rider did not get his pack in" rider
  stop_now edge
  say "断电：服务被 SIGKILL 杀死，骑手的电池在柜里" "Power cut: the service is killed by SIGKILL, with the rider's pack inside"
  start edge "${edge_program[@]}" run --site "$site"
  wait_until "$READY_WITHIN_S" "the edge service did not become ready again" edge edge_is_ready
  wait_until "$SYNC_WITHIN_S" "the swap was not settled after the restart" edge heard swap.recovered
  ask_cloud
  fact "醒来后一把锁也没动过" "since it woke no lock was fired" no_lock_since_restart
  fact "每扇门都关着" "every door is closed" all_doors_closed
  fact "凭传感器了结：旧电池在，替他留着" "settled by its sensors: the old pack is in, and kept for him" heard swap.recovered '"finding": *"old-pack-held"'
  say "来电了，骑手再扫一次码，要回自己的电池" "the lights are on again; the rider shows a code and wants his own pack back"
  rider --does fetch --purpose return || fail "he did not get his pack" rider
  wait_until "$SYNC_WITHIN_S" "the cloud has not heard that his pack is out" edge heard pack.given-back
  wait_until "$SYNC_WITHIN_S" "the case is still open" edge no_case
  say "结局" "How it stands"
  fact "骑手手里是他自己的电池 $UNLUCKY_PACK" "the rider has his own pack $UNLUCKY_PACK" rider_left_with "$UNLUCKY_PACK"
  fact "没有换电，不收费" "no swap, nothing to charge" aborted
  fact "待查单已了结" "his case is closed" no_case
}

# ---- what the stories are made of ---------------------------------------------------------------------------------------

rider() { # options: he comes, and what he does is told
  local code=0
  timeout "$SWAP_WITHIN_S" dotnet simulators/bin/Debug/net10.0/yongai-sim.dll \
    rider --site "$site" --credential "$story_credential" --json "$@" 2>"$work/rider.err" | tee "$work/rider.log" | in_both_languages ||
    code=$?
  cat "$work/rider.err" >>"$work/rider.log"
  return "$code"
}

hands() { sim hands --site "$site" --act "$1" >"$work/hands.log" 2>&1; } # act

fact() { # Chinese, English, command: told as true only if it is
  "${@:3}" || fail "$1 / $2"
  printf '      ✓ %s\n        %s\n' "$1" "$2"
}

story_events() { tail -n "+$((story_from + 1))" "$work/events.jsonl"; }
heard() { # type [pattern]: the cloud has such an event of this story
  ask_cloud && story_events | grep -E "\"type\": *\"yongai\.$1\"" | grep -qE "${2:-.}"
}
never_heard() { ask_cloud && ! story_events | grep -qE "\"type\": *\"yongai\.$1\""; }
aborted() { heard swap.ended '"ending": *"aborted"' && never_heard swap.completed; }
counted_once() { ask_cloud && [ "$(story_events | grep -c '"type": *"yongai.swap.completed"')" -eq 1 ]; }
no_lock_since_restart() {
  ! story_events | sed '1,/"type": *"yongai.cabinet.started"/d' | grep -q '"type": *"yongai.door.ordered"'
}
door_of() { # insert | take: the slot whose door was opened for it
  ask_cloud
  story_events | grep '"type": *"yongai.door.opened"' | grep "\"for\": *\"$1\"" | tail -n 1 | number slot
}

all_doors_closed() { hands '{"do":"look"}' && ! grep -q '"door":"open"' "$work/hands.log"; }
slot_says() { # slot pattern
  http "$edge_port" /api/cabinet | sed 's/{"slot":/\n&/g' | grep "^{\"slot\":$1," | head -n 1 | grep -qE "$2"
}
no_case() { http "$edge_port" /api/cabinet | grep -q '"cases":\[\]'; }
rider_left_with() { grep -q "\"took\":\"$1\"" "$work/rider.log"; }
rider_left_with_another() { grep -q '"took":"' "$work/rider.log" && ! rider_left_with "$1"; }
