// As Node-RED comes, but on a port of the bench, on loopback, and silent towards the world.
module.exports = {
  uiHost: "127.0.0.1",
  uiPort: Number(process.env.PORT),
  telemetry: { enabled: false, updateNotification: false },
  functionGlobalContext: { crypto: require("crypto"), fs: require("fs") },
};
