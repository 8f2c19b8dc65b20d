# shellcheck shell=bash
# The service cabinet that deploy/demo.sh puts beside the swap cabinet: a bottle of water given, an umbrella lent and brought back.
# Read with `source`; uses what demo.sh and stories.sh define. What it sets by `local` holds for the functions it calls.

readonly GOODS_CABINET=NB-DEMO-02 WATER_PUT=5

goods_stage() { # a second cabinet at the same broker, with a crew that fills it
  mkdir -p "$work/goods-lines"
  sed -e "s|\"[^\"]*/site.schema.json\"|\"$(quoted "$PWD/edge/Host/Site/site.schema.json")\"|" \
    -e "s|\"[^\"]*/issuers/demo.json\"|\"$(quoted "$PWD/seeds/issuers/demo.json")\"|" \
    -e "s|\"[^\"]*/run/demo/goods\"|\"$(quoted "$work/goods")\"|" \
    -e "s|\"[^\"]*/run/demo/goods-lines/|\"$(quoted "$work/goods-lines/")|" \
    -e "s|\"mqtt://[^\"]*\"|\"$broker\"|" \
    -e "s|\"http\": \"[^\"]*\"|\"http\": \"127.0.0.1:$edge_port\"|" seeds/sites/demo-goods.json >"$site"
  start goods-cabinet dotnet simulators/bin/Debug/net10.0/yongai-sim.dll cabinet --site "$site"
  goods_lines_are_there() { [ -e "$work/goods-lines/vending" ] && [ -e "$work/goods-lines/scanner" ]; }
  wait_until "$READY_WITHIN_S" "the service cabinet did not open its lines" goods-cabinet goods_lines_are_there
  start goods-edge "${edge_program[@]}" run --site "$site"
  wait_until "$READY_WITHIN_S" "the edge service did not become ready" goods-edge edge_is_ready
  say "旁边的服务柜：http://127.0.0.1:$edge_port/maintenance" "the service cabinet beside it: http://127.0.0.1:$edge_port/maintenance"
}

crew() { # act [options]
  sim crew --site "$site" --credential "$work/crew.json" --act "$@" >>"$work/crew.log" 2>&1 || fail "the crew could not do $1" crew
}

goods_restocked() {
  cloud mint --rider wang --rights crew:slot.open,crew:stock.fill --aud "$GOODS_CABINET" --days 1 --key seeds/issuers/demo-crew.pem \
    --issuer demo-crew --out "$work/crew.json" >"$work/mint.log" 2>&1 || fail "no crew code could be minted" mint
  hands "{\"do\":\"restock\",\"channel\":\"water-1\",\"things\":$WATER_PUT}" || fail "the spiral could not be filled" hands
  crew "stock.fill:water-1:$WATER_PUT:$(date -u -d '+90 days' +%Y%m%d)"
  crew slot.open:1 --put UMBRELLA-1
  locker_is_back() { slot_says 1 '"withdrawn":\[\]'; }
  wait_until "$SYNC_WITHIN_S" "the locker did not come back into service" goods-edge locker_is_back
  crew stock.fill:umbrella-1:1
  wait_until "$SYNC_WITHIN_S" "the cloud has not heard of the stock" goods-edge heard stock.filled '"channel": *"umbrella-1"'
}

shows() { # purpose: the rider shows a code
  local code
  code="$(sim code --credential "$story_credential" --purpose "$1")" || fail "no code could be drawn for $1"
  hands "{\"do\":\"scan\",\"text\":\"$(quoted_json "$code")\"}" || fail "the code could not be shown" hands
}
quoted_json() { sed 's/[\\"]/\\&/g' <<<"$1"; }
door_opened() { hands '{"do":"look"}' && sed 's/{"slot":/\n&/g' "$work/hands.log" | grep "^{\"slot\":$1[,}]" | grep -q '"door":"open"'; }
goods_say() { http "$edge_port" /api/cabinet | grep -q "$1"; }

story_goods() {
  local site="$work/goods.json" cabinet="$GOODS_CABINET" edge_port story_from=0 story_credential="$work/goods.credential.json"
  edge_port="$(free_port)"
  say "服务柜：一瓶水，一把雨伞" "The service cabinet: a bottle of water, an umbrella"
  goods_stage
  tail -n 0 -F --pid=$$ "$work/goods-edge.log" 2>/dev/null | in_both_languages &
  goods_restocked
  say "补货员放进 $WATER_PUT 瓶水、一把雨伞，凭工牌码登记" "the crew put $WATER_PUT bottles of water and an umbrella in, and said so by code"
  cloud mint --rider "$RIDER" --rights goods --days 7 --out "$story_credential" >"$work/mint.log" 2>&1 || fail "no credential could be minted" mint

  say "骑手扫码要水" "the rider shows a code for water"
  shows goods:water
  wait_until "$SYNC_WITHIN_S" "no bottle was seen to fall" goods-edge heard goods.ended '"ending": *"given"'
  fact "掉货检测看见水出来了，才算他领过一瓶" "the light curtain saw the bottle fall; only so it counts as his" heard item.given '"channel": *"water-1"'

  say "骑手扫码借伞" "the rider shows a code for an umbrella"
  shows goods:umbrella
  wait_until "$SYNC_WITHIN_S" "the locker did not open" goods-edge door_opened 1
  hands '{"do":"take","slot":1}' && hands '{"do":"close","slot":1}' || fail "the umbrella could not be taken" hands
  wait_until "$SYNC_WITHIN_S" "the umbrella is not on loan" goods-edge heard item.given '"channel": *"umbrella-1"'
  fact "门关上、伞不在，才记借出" "the door is closed and the umbrella is gone: it is on loan" goods_say '"loans":1'

  say "雨停了，骑手来还伞" "the rain is over; the rider brings it back"
  shows return
  wait_until "$SYNC_WITHIN_S" "no locker opened for the umbrella" goods-edge door_opened 1
  hands '{"do":"put","slot":1,"serial":"UMBRELLA-1"}' && hands '{"do":"close","slot":1}' || fail "the umbrella could not be put back" hands
  wait_until "$SYNC_WITHIN_S" "the umbrella is not back" goods-edge heard goods.ended '"ending": *"taken-back"'
  fact "门关上、伞在，借还两清，屏上有回执号" "the door is closed and the umbrella is there: the loan is over, and there is a receipt" goods_say '"loans":0'
  wait_until "$SYNC_WITHIN_S" "the cloud does not hold every event of the service cabinet" goods-edge cloud_has_all
  fact "服务柜写下的每个事件云端都有" "the cloud holds every event of the service cabinet" true
}
