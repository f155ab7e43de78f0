// What the program uses of undici: its pools, and requests through them. With the whole library (fetch, WebSocket,
// caches, mocks) a run would begin with 14 MB more. Tests from sources use the library as it is; the command line's
// and the window's tests use this.
const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');
const Agent = require('undici/lib/dispatcher/agent.js');
const Pool = require('undici/lib/dispatcher/pool.js');
const ProxyAgent = require('undici/lib/dispatcher/proxy-agent.js');
const buildConnector = require('undici/lib/core/connect.js');

Dispatcher.prototype.request = require('undici/lib/api/api-request.js');

module.exports = { Agent, Pool, ProxyAgent, buildConnector };
