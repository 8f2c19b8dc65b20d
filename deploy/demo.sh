#!/usr/bin/env bash
# One whole swap on this machine, on real bytes: broker, cloud, a simulated 12-slot cabinet on pseudo-terminals, the edge service,
# and a rider; then a service cabinet beside it, that gives water and lends an umbrella.
#
#   deploy/demo.sh          stays up after the swap and the visit, and prints its addresses; Ctrl-C stops what it started
#   deploy/demo.sh --story wrong-pack|walks-away|power-cut|goods|all
#                           tells how an unhappy way ends, or of the service cabinet; exit code 0 only if it ended right, by facts
#   deploy/demo.sh --once   ends after the swap; exit code 0 only if the swap was completed and the cloud holds every event;
#                           last line: {"swap":...,"events":...,"acked":...,"scan_to_unlock_ms":...}
#   deploy/demo.sh --installed [...]
#                           any of these with the edge service as deploy/publish.sh makes it for a cabinet
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=needs.sh
source deploy/needs.sh
# shellcheck source=stories.sh
source deploy/stories.sh
# shellcheck source=goods.sh
source deploy/goods.sh

once=no stories=() installed=no
if [ "${1:-}" = --installed ]; then
  installed=yes
  shift
fi
case "$*" in
  '') ;;
  --once) once=yes ;;
  '--story all') stories=("${STORIES[@]}") ;;
  '--story wrong-pack' | '--story walks-away' | '--story power-cut' | '--story goods') stories=("$2") ;;
  *) cannot "usage: deploy/demo.sh [--installed] [--once | --story wrong-pack|walks-away|power-cut|goods|all]" ;;
esac

readonly READY_WITHIN_S=60 SWAP_WITHIN_S=180 SYNC_WITHIN_S=60 STOP_WITHIN_S=10
readonly RIDER=rider-1001
cabinet=NB-DEMO-01
export DOTNET_ENVIRONMENT=Development

# ---- saying and stopping ------------------------------------------------------------------------------------------------

step=0
say() { # Chinese, English
  step=$((step + 1))
  printf '%2d  %s\n    %s\n' "$step" "$1" "$2"
}

pids=() names=() work='' swap=false events=0 acked=0 scan_to_unlock_ms=null finished=no

stop_all() {
  local i pid deadline
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill -TERM "${pids[i]}" 2>/dev/null || continue
    deadline=$((SECONDS + STOP_WITHIN_S))
    while kill -0 "${pids[i]}" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
    kill -KILL "${pids[i]}" 2>/dev/null || true
    wait "${pids[i]}" 2>/dev/null || true
  done
  pids=()
}

ended() {
  local code=$?
  trap - EXIT INT TERM
  stop_all
  if [ "$finished" = yes ]; then
    rm -rf "$work"
  elif [ -n "$work" ]; then
    echo "    日志留在 / logs are kept in $work" >&2
  fi
  if [ "$once" = yes ] && [ -n "$work" ]; then
    printf '{"swap":%s,"events":%s,"acked":%s,"scan_to_unlock_ms":%s}\n' "$swap" "$events" "$acked" "$scan_to_unlock_ms"
  fi
  exit "$code"
}
trap ended EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() { # what went wrong [log]
  printf '\n    失败 / failed: %s\n' "$1" >&2
  if [ -n "${2:-}" ] && [ -s "$work/$2.log" ]; then tail -n 20 "$work/$2.log" | sed "s/^/    $2: /" >&2; fi
  exit 1
}

# ---- programs -----------------------------------------------------------------------------------------------------------

edge_program=(dotnet edge/Host/bin/Debug/net10.0/yongai-edge.dll)
cloud() { dotnet cloud-bridge/bin/Debug/net10.0/yongai-cloud.dll "$@"; }
sim() { dotnet simulators/bin/Debug/net10.0/yongai-sim.dll "$@"; }

start() { # name command...: in the background, its words in a log; exec, so that the pid is the program's own
  local name=$1
  shift
  (exec "$@") >>"$work/$name.log" 2>&1 </dev/null &
  pids+=("$!") names+=("$name")
}

stop_now() { # name: as a power cut would, without a word
  local i
  for i in "${!pids[@]}"; do
    [ "${names[i]}" = "$1" ] || continue
    kill -KILL "${pids[i]}"
    wait "${pids[i]}" 2>/dev/null || true
    unset "pids[$i]" "names[$i]"
  done
  pids=("${pids[@]}") names=("${names[@]}")
}

wait_until() { # seconds what log command...
  local deadline=$((SECONDS + $1)) what=$2 log=$3 i
  shift 3
  until "$@"; do
    for i in "${!pids[@]}"; do
      kill -0 "${pids[i]}" 2>/dev/null || fail "${names[i]} ended by itself" "${names[i]}"
    done
    [ "$SECONDS" -lt "$deadline" ] || fail "$what" "$log"
    sleep 0.2
  done
}

free_port() { # a port of loopback that nobody answers on, below the range that the kernel gives out by itself
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  fail "no free port found on 127.0.0.1"
}

http() { # port path: the body, or nothing where nobody answers with 200
  timeout 5 bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf "GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n" "$2" >&3
    IFS= read -r status <&3
    [[ "$status" == *" 200"* ]] || exit 1
    while IFS= read -r line <&3 && [ "$line" != $'"'\r'"' ]; do :; done
    cat <&3' http "$1" "$2" 2>/dev/null
}

number() { # name: the first number of that name in the JSON on standard input, or 0
  local found
  found="$(grep -o "\"$1\": *[0-9]*" | head -n 1 | tr -dc '0-9')" || true
  echo "${found:-0}"
}

# ---- the story ----------------------------------------------------------------------------------------------------------

need_dotnet
need_packages mosquitto libmosquitto1

say "编译" "building"
projects=(cloud-bridge simulators)
if [ "$installed" = yes ]; then
  words="$(deploy/publish.sh 2>&1)" || cannot "$words" $'\n'"The edge service could not be published; the words are above."
  edge_program=("$(tail -n 1 <<<"$words")")
else
  projects+=(edge/Host)
fi
for project in "${projects[@]}"; do
  words="$(dotnet build "$project" -v quiet --nologo 2>&1)" ||
    cannot "$words" $'\n'"The build of $project failed; its words are above."
done

mkdir -p run/demo
work="$(mktemp -d "$PWD/run/demo/XXXXXX")" # short: a socket's path has at most 107 characters
mkdir -p "$work/lines"
site="$work/site.json" credential="$work/credential.json"

start broker dotnet simulators/bin/Debug/net10.0/yongai-sim.dll broker --port 0
broker_address() { broker="$(grep -o 'mqtt://[0-9.]*:[0-9]*\|127\.0\.0\.1:[0-9]*' "$work/broker.log" | head -n 1)"; }
wait_until "$READY_WITHIN_S" "the broker did not start" broker broker_address
broker="mqtt://${broker#mqtt://}"
say "消息服务器（mosquitto）：$broker" "the broker, mosquitto: $broker"

bridge_port="$(free_port)"
start cloud-bridge dotnet cloud-bridge/bin/Debug/net10.0/yongai-cloud.dll serve \
  --broker "$broker" --http "127.0.0.1:$bridge_port" --data "$work/cloud"
bridge_answers() { http "$bridge_port" /api/cabinets >/dev/null; }
wait_until "$READY_WITHIN_S" "the cloud-bridge did not answer" cloud-bridge bridge_answers
say "云端：http://127.0.0.1:$bridge_port" "the cloud: http://127.0.0.1:$bridge_port"

# The site file of the demo with places of its own: paths are absolute, the ports are free ones.
edge_port="$(free_port)"
quoted() { printf '%s' "$1" | sed -e 's/[\\"]/\\&/g' -e 's/[&|\\]/\\&/g'; }
sed -e "s|\"[^\"]*/site.schema.json\"|\"$(quoted "$PWD/edge/Host/Site/site.schema.json")\"|" \
  -e "s|\"[^\"]*/issuers/demo.json\"|\"$(quoted "$PWD/seeds/issuers/demo.json")\"|" \
  -e "s|\"[^\"]*/run/demo/edge\"|\"$(quoted "$work/edge")\"|" \
  -e "s|\"[^\"]*/run/demo/lines/|\"$(quoted "$work/lines/")|" \
  -e "s|\"mqtt://[^\"]*\"|\"$broker\"|" \
  -e "s|\"http\": \"[^\"]*\"|\"http\": \"127.0.0.1:$edge_port\"|" seeds/sites/demo-12.json >"$site"
# Nobody wants to watch a cabinet wait for a minute.
[ "${#stories[@]}" -eq 0 ] || sed -i 's|^  "hand_out_from"|  "times": { "take_within_s": 10 },\n&|' "$site"

start cabinet dotnet simulators/bin/Debug/net10.0/yongai-sim.dll cabinet --site "$site"
lines_are_there() { [ -e "$work/lines/locks" ] && [ -e "$work/lines/scanner" ] && [ -e "$work/lines/pack-12" ]; }
wait_until "$READY_WITHIN_S" "the simulated cabinet did not open its lines" cabinet lines_are_there
say "模拟的 12 仓换电柜：$work/lines" "a simulated 12-slot cabinet: $work/lines"

start edge "${edge_program[@]}" run --site "$site"
edge_is_ready() { http "$edge_port" /health/ready >/dev/null; }
wait_until "$READY_WITHIN_S" "the edge service did not become ready" edge edge_is_ready
say "边缘服务就绪：http://127.0.0.1:$edge_port" "the edge service is ready: http://127.0.0.1:$edge_port"

# At its first start the cabinet takes every pack it finds into its stock, after two readings that agree.
packs="$(grep -o '[0-9]* packs' "$work/cabinet.log" | tr -dc '0-9')" || true
packs_are_known() {
  [ "$(http "$bridge_port" "/api/cabinets/$cabinet/events" | grep -c '"type": *"yongai.pack.adopted"')" -ge "${packs:-1}" ]
}
wait_until "$READY_WITHIN_S" "the cabinet has not reported its packs" edge packs_are_known
say "柜子认出了仓里的电池（$packs 块），云端已得知" "the cabinet knows the packs in its slots ($packs), and so does the cloud"

ask_cloud() {
  cloud events --cabinet "$cabinet" --bridge "http://127.0.0.1:$bridge_port" --json >"$work/events.jsonl" 2>"$work/events.log"
}
# The cloud holds every event when it has all positions up to the cabinet's newest, and the cabinet knows it by the signed ack.
cloud_has_all() {
  local state newest
  state="$(http "$edge_port" /api/cabinet)" || return 1
  newest="$(number position <<<"$state")"
  acked="$(number outbox <<<"$state")"
  [ "$newest" -gt 0 ] && [ "$acked" -ge "$newest" ] &&
    [ "$(http "$bridge_port" "/api/cabinets/$cabinet" | number through)" -ge "$newest" ] &&
    ask_cloud && [ "$(wc -l <"$work/events.jsonl")" -eq "$newest" ]
}
in_both_languages() { sed -u -E -f deploy/words.sed; }

if [ "${#stories[@]}" -gt 0 ]; then
  tail -n 0 -F --pid=$$ "$work/edge.log" 2>/dev/null | in_both_languages & # what the cabinet says and writes, as it does
  for story in "${stories[@]}"; do tell_story "$story"; done
  say "讲完了，结局都属实" "The end, and it is so by the facts"
  finished=yes
  exit 0
fi

cloud mint --rider "$RIDER" --rights swap:48V24Ah --days 7 --out "$credential" >"$work/mint.log" 2>&1 ||
  fail "no credential could be minted" mint
say "签发方给骑手 $RIDER 发凭证，限 7 天" "the issuer gives the rider $RIDER a credential for 7 days"

say "骑手扫码换电" "the rider shows his code and swaps"
rider_swaps() {
  timeout "$SWAP_WITHIN_S" dotnet simulators/bin/Debug/net10.0/yongai-sim.dll \
    rider --site "$site" --credential "$credential" --json 2>"$work/rider.err" | tee "$work/rider.log" | in_both_languages
}
rider_swaps || {
  cat "$work/rider.err" >>"$work/rider.log"
  fail "the rider did not get through the swap" rider
}

swap_is_over() { ask_cloud && grep -q '"type": *"yongai.swap.ended"' "$work/events.jsonl"; }
wait_until "$SYNC_WITHIN_S" "the cloud has not heard of the end of the swap" edge swap_is_over

wait_until "$SYNC_WITHIN_S" "the cloud does not hold every event of the cabinet" edge cloud_has_all

events="$(wc -l <"$work/events.jsonl")"
if grep -q '"type": *"yongai.swap.completed"' "$work/events.jsonl"; then swap=true; fi
scan_to_unlock_ms="$(grep '"type": *"yongai.door.opened"' "$work/events.jsonl" | head -n 1 | number afterScanMs)"
say "云端收齐了全部 $events 个事件，柜子已收到签名确认（至 $acked）" \
  "the cloud holds all $events events, and the cabinet has its signed word (through $acked)"
sed -n 's/.*"type": *"yongai\.\([a-z.-]*\)".*/\1/p' "$work/events.jsonl" | uniq -c | sed 's/^ */      /'
say "从扫完码到门开：$scan_to_unlock_ms 毫秒" "from the last byte of the code to the open door: $scan_to_unlock_ms ms"
[ "$swap" = true ] || fail "the swap was not completed"
finished=yes
[ "$once" = no ] || exit 0

finished=no
story_goods
finished=yes
goods_port="$(grep -o '"http": "127.0.0.1:[0-9]*' "$work/goods.json" | grep -o '[0-9]*$')"

cat <<END

    保持运行；Ctrl-C 结束 / it stays up; Ctrl-C ends it
      诊断页 / diagnostics    http://127.0.0.1:$edge_port/maintenance
      服务柜 / its neighbour  http://127.0.0.1:$goods_port/maintenance
      柜子 / the cabinet      curl http://127.0.0.1:$edge_port/api/cabinet
      健康 / health           curl http://127.0.0.1:$edge_port/health/ready
      云端 / the cloud        curl http://127.0.0.1:$bridge_port/api/cabinets/$cabinet
      事件 / its events       dotnet run --project cloud-bridge -- events --cabinet $cabinet --bridge http://127.0.0.1:$bridge_port
      再换一次 / swap again   dotnet run --project simulators -- rider --site $site --credential $credential
      消息 / the messages     $broker, topic yongai/v1/#
END
trap 'exit 0' INT TERM
while true; do
  for i in "${!pids[@]}"; do
    kill -0 "${pids[i]}" 2>/dev/null || { finished=no; fail "${names[i]} ended by itself" "${names[i]}"; }
  done
  sleep 1
done
