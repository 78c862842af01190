// Generated from openapi.yaml by `npm run generate`. Never edit.

/** Version of the contract. */
export const contractVersion = "0.3.0"

/** Every operation of the contract with its marks: the single source for routes, roles and consent. */
export const operations = {
  "getHealth": {
    "id": "getHealth",
    "method": "GET",
    "path": "/health",
    "tag": "System",
    "summary": "Health check",
    "role": "public",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      403,
      429,
      500,
      503
    ]
  },
  "startPairing": {
    "id": "startPairing",
    "method": "POST",
    "path": "/pair/start",
    "tag": "Pairing",
    "summary": "Start pairing and generate a short-lived pairing code",
    "role": "public",
    "consent": "none",
    "via": "any",
    "body": "optional",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "confirmPairing": {
    "id": "confirmPairing",
    "method": "POST",
    "path": "/pair/confirm",
    "tag": "Pairing",
    "summary": "Confirm pairing with code and mint session tokens",
    "role": "public",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "listPendingPairings": {
    "id": "listPendingPairings",
    "method": "GET",
    "path": "/pair/pending",
    "tag": "Pairing",
    "summary": "List pairings that wait for approval",
    "role": "owner",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "approvePairing": {
    "id": "approvePairing",
    "method": "POST",
    "path": "/pair/pending/{id}/approve",
    "tag": "Pairing",
    "summary": "Approve a waiting pairing",
    "role": "owner",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "denyPairing": {
    "id": "denyPairing",
    "method": "POST",
    "path": "/pair/pending/{id}/deny",
    "tag": "Pairing",
    "summary": "Deny a waiting pairing",
    "role": "owner",
    "consent": "none",
    "via": "any",
    "body": "optional",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "createPairingLink": {
    "id": "createPairingLink",
    "method": "POST",
    "path": "/pair/links",
    "tag": "Pairing",
    "summary": "Make a one-time link that pairs one browser",
    "role": "owner",
    "consent": "none",
    "via": "host",
    "body": "optional",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "refreshSession": {
    "id": "refreshSession",
    "method": "POST",
    "path": "/auth/refresh",
    "tag": "Auth",
    "summary": "Exchange a refresh token for new tokens",
    "role": "public",
    "consent": "none",
    "via": "any",
    "body": "optional",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "logout": {
    "id": "logout",
    "method": "POST",
    "path": "/auth/logout",
    "tag": "Auth",
    "summary": "End this session",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": null,
    "idempotent": false,
    "success": 204,
    "etag": false,
    "statuses": [
      204,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "getSession": {
    "id": "getSession",
    "method": "GET",
    "path": "/auth/session",
    "tag": "Auth",
    "summary": "Who is asking, with which role and device",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "setPassphrase": {
    "id": "setPassphrase",
    "method": "POST",
    "path": "/auth/passphrase",
    "tag": "Auth",
    "summary": "Set or change the owner passphrase",
    "role": "owner",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": null,
    "idempotent": false,
    "success": 204,
    "etag": false,
    "statuses": [
      204,
      400,
      401,
      403,
      409,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "listTokens": {
    "id": "listTokens",
    "method": "GET",
    "path": "/auth/tokens",
    "tag": "Auth",
    "summary": "List script tokens",
    "role": "owner",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "createToken": {
    "id": "createToken",
    "method": "POST",
    "path": "/auth/tokens",
    "tag": "Auth",
    "summary": "Make a script token",
    "role": "owner",
    "consent": "none",
    "via": "host",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 201,
    "etag": false,
    "statuses": [
      201,
      400,
      401,
      403,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "deleteToken": {
    "id": "deleteToken",
    "method": "DELETE",
    "path": "/auth/tokens/{id}",
    "tag": "Auth",
    "summary": "Revoke a script token",
    "role": "owner",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": null,
    "idempotent": false,
    "success": 204,
    "etag": false,
    "statuses": [
      204,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ]
  },
  "listDevices": {
    "id": "listDevices",
    "method": "GET",
    "path": "/devices",
    "tag": "Devices",
    "summary": "List paired devices",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "updateDevice": {
    "id": "updateDevice",
    "method": "PATCH",
    "path": "/devices/{id}",
    "tag": "Devices",
    "summary": "Rename a device or change its role",
    "role": "owner",
    "consent": {
      "when": "role is given"
    },
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      422,
      428,
      429,
      500,
      503
    ]
  },
  "deleteDevice": {
    "id": "deleteDevice",
    "method": "DELETE",
    "path": "/devices/{id}",
    "tag": "Devices",
    "summary": "Revoke a device and end its sessions",
    "role": "owner",
    "consent": "required",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": null,
    "idempotent": false,
    "success": 204,
    "etag": false,
    "statuses": [
      204,
      400,
      401,
      403,
      404,
      409,
      422,
      428,
      429,
      500,
      503
    ]
  },
  "streamEvents": {
    "id": "streamEvents",
    "method": "GET",
    "path": "/events",
    "tag": "Events",
    "summary": "Follow what changes, as server-sent events",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": true,
    "media": "text/event-stream",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      406,
      429,
      500,
      503
    ]
  },
  "getCapabilities": {
    "id": "getCapabilities",
    "method": "GET",
    "path": "/capabilities",
    "tag": "System",
    "summary": "What this agent can do",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "getSystemInfo": {
    "id": "getSystemInfo",
    "method": "GET",
    "path": "/system/info",
    "tag": "System",
    "summary": "Get host system information",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "getSimulation": {
    "id": "getSimulation",
    "method": "GET",
    "path": "/simulation",
    "tag": "Simulation",
    "summary": "Read the simulated host",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ]
  },
  "updateSimulation": {
    "id": "updateSimulation",
    "method": "PUT",
    "path": "/simulation",
    "tag": "Simulation",
    "summary": "Set scenario, seed or clock of the simulated host",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "listInstances": {
    "id": "listInstances",
    "method": "GET",
    "path": "/instances",
    "tag": "MoltBot",
    "summary": "List the gateways found on this host",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "updateInstance": {
    "id": "updateInstance",
    "method": "PATCH",
    "path": "/instances/{id}",
    "tag": "MoltBot",
    "summary": "Name an instance, colour it, or make it the default",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "getMoltbotStatus": {
    "id": "getMoltbotStatus",
    "method": "GET",
    "path": "/moltbot/status",
    "tag": "MoltBot",
    "summary": "Get MoltBot service status and detected version/config path",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ]
  },
  "getMoltbotTimeline": {
    "id": "getMoltbotTimeline",
    "method": "GET",
    "path": "/moltbot/timeline",
    "tag": "MoltBot",
    "summary": "What was measured in the last 24 hours, and what changed",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ]
  },
  "installLocal": {
    "id": "installLocal",
    "method": "POST",
    "path": "/install/local",
    "tag": "Install",
    "summary": "Install MoltBot locally using a supported method",
    "role": "admin",
    "consent": "required",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": true,
    "success": 202,
    "etag": false,
    "statuses": [
      202,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      422,
      428,
      429,
      500,
      501,
      503
    ]
  },
  "installSsh": {
    "id": "installSsh",
    "method": "POST",
    "path": "/install/ssh",
    "tag": "Install",
    "summary": "Install MoltBot on a remote host over SSH (VPS path)",
    "role": "admin",
    "consent": "required",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": true,
    "success": 202,
    "etag": false,
    "statuses": [
      202,
      400,
      401,
      403,
      409,
      413,
      415,
      422,
      428,
      429,
      500,
      501,
      503
    ]
  },
  "validateConfig": {
    "id": "validateConfig",
    "method": "POST",
    "path": "/config/validate",
    "tag": "Config",
    "summary": "Validate a proposed configuration without applying it",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 11534336,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      429,
      500,
      501,
      503
    ]
  },
  "applyConfig": {
    "id": "applyConfig",
    "method": "POST",
    "path": "/config/apply",
    "tag": "Config",
    "summary": "Apply configuration (creates backup first)",
    "role": "admin",
    "consent": "required",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 11534336,
    "stream": false,
    "media": "application/json",
    "idempotent": true,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      422,
      428,
      429,
      500,
      501,
      503
    ]
  },
  "tailLogs": {
    "id": "tailLogs",
    "method": "GET",
    "path": "/logs/tail",
    "tag": "Logs",
    "summary": "Get last N log lines (redacted by default)",
    "role": "viewer",
    "consent": {
      "when": "redact=false"
    },
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      409,
      428,
      429,
      500,
      501,
      503
    ]
  },
  "streamLogs": {
    "id": "streamLogs",
    "method": "GET",
    "path": "/logs/stream",
    "tag": "Logs",
    "summary": "Stream logs via Server-Sent Events (SSE)",
    "role": "viewer",
    "consent": {
      "when": "redact=false"
    },
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": true,
    "media": "text/event-stream",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      406,
      409,
      428,
      429,
      500,
      501,
      503
    ]
  },
  "getCurrentMetrics": {
    "id": "getCurrentMetrics",
    "method": "GET",
    "path": "/metrics/current",
    "tag": "Metrics",
    "summary": "Get current metrics snapshot",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      501,
      503
    ]
  },
  "listAlertRules": {
    "id": "listAlertRules",
    "method": "GET",
    "path": "/alerts/rules",
    "tag": "Alerts",
    "summary": "List alert rules",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      501,
      503
    ]
  },
  "saveAlertRule": {
    "id": "saveAlertRule",
    "method": "POST",
    "path": "/alerts/rules",
    "tag": "Alerts",
    "summary": "Create or update an alert rule",
    "role": "admin",
    "consent": {
      "when": "notify.channels leaves the host"
    },
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      409,
      413,
      415,
      428,
      429,
      500,
      501,
      503
    ]
  },
  "runOpsAction": {
    "id": "runOpsAction",
    "method": "POST",
    "path": "/ops/action",
    "tag": "Operations",
    "summary": "Execute a safe operational action (requires confirmation token for destructive actions)",
    "role": "admin",
    "consent": "required",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": true,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      422,
      428,
      429,
      500,
      501,
      503
    ]
  },
  "createSupportBundle": {
    "id": "createSupportBundle",
    "method": "POST",
    "path": "/support/bundle",
    "tag": "Support",
    "summary": "Generate a redacted support bundle (zip)",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "optional",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      409,
      413,
      415,
      429,
      500,
      501,
      503
    ]
  },
  "listConfirmations": {
    "id": "listConfirmations",
    "method": "GET",
    "path": "/confirmations",
    "tag": "Confirmations",
    "summary": "List what waits for a person, and what was decided",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "createConfirmation": {
    "id": "createConfirmation",
    "method": "POST",
    "path": "/confirmations",
    "tag": "Confirmations",
    "summary": "Propose one exact action and get its plan",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 11534336,
    "stream": false,
    "media": "application/json",
    "idempotent": true,
    "success": 201,
    "etag": false,
    "statuses": [
      201,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      422,
      429,
      500,
      501,
      503
    ]
  },
  "getConfirmation": {
    "id": "getConfirmation",
    "method": "GET",
    "path": "/confirmations/{id}",
    "tag": "Confirmations",
    "summary": "Follow one proposal",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ]
  },
  "approveConfirmation": {
    "id": "approveConfirmation",
    "method": "POST",
    "path": "/confirmations/{id}/approve",
    "tag": "Confirmations",
    "summary": "Approve a plan and get the token for it once",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "denyConfirmation": {
    "id": "denyConfirmation",
    "method": "POST",
    "path": "/confirmations/{id}/deny",
    "tag": "Confirmations",
    "summary": "Refuse a plan",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "optional",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "listStandingApprovals": {
    "id": "listStandingApprovals",
    "method": "GET",
    "path": "/standing-approvals",
    "tag": "Confirmations",
    "summary": "List what may happen without asking again",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "createStandingApproval": {
    "id": "createStandingApproval",
    "method": "POST",
    "path": "/standing-approvals",
    "tag": "Confirmations",
    "summary": "Allow an unattended effect within limits",
    "role": "owner",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 201,
    "etag": false,
    "statuses": [
      201,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      422,
      429,
      500,
      503
    ]
  },
  "revokeStandingApproval": {
    "id": "revokeStandingApproval",
    "method": "DELETE",
    "path": "/standing-approvals/{id}",
    "tag": "Confirmations",
    "summary": "Revoke a standing approval",
    "role": "owner",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": null,
    "idempotent": false,
    "success": 204,
    "etag": false,
    "statuses": [
      204,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ]
  },
  "listJobs": {
    "id": "listJobs",
    "method": "GET",
    "path": "/jobs",
    "tag": "Jobs",
    "summary": "List jobs",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "getJob": {
    "id": "getJob",
    "method": "GET",
    "path": "/jobs/{id}",
    "tag": "Jobs",
    "summary": "Follow one job",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ]
  },
  "streamJobEvents": {
    "id": "streamJobEvents",
    "method": "GET",
    "path": "/jobs/{id}/events",
    "tag": "Jobs",
    "summary": "Follow one job as server-sent events",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": true,
    "media": "text/event-stream",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      406,
      429,
      500,
      503
    ]
  },
  "cancelJob": {
    "id": "cancelJob",
    "method": "POST",
    "path": "/jobs/{id}/cancel",
    "tag": "Jobs",
    "summary": "Stop a job at the next safe point and undo what it did",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      429,
      500,
      503
    ]
  },
  "listAuditEvents": {
    "id": "listAuditEvents",
    "method": "GET",
    "path": "/audit/events",
    "tag": "Audit",
    "summary": "Who did what, when, why, and how it ended",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "getAuditEvent": {
    "id": "getAuditEvent",
    "method": "GET",
    "path": "/audit/events/{id}",
    "tag": "Audit",
    "summary": "Read one entry",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ]
  },
  "verifyAudit": {
    "id": "verifyAudit",
    "method": "GET",
    "path": "/audit/verify",
    "tag": "Audit",
    "summary": "Recheck the whole chain",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "exportAudit": {
    "id": "exportAudit",
    "method": "GET",
    "path": "/audit/export",
    "tag": "Audit",
    "summary": "Download the chain with a fresh signed checkpoint",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/x-ndjson",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      406,
      422,
      429,
      500,
      503
    ]
  },
  "listAuditCheckpoints": {
    "id": "listAuditCheckpoints",
    "method": "GET",
    "path": "/audit/checkpoints",
    "tag": "Audit",
    "summary": "List signed checkpoints",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "listVersions": {
    "id": "listVersions",
    "method": "GET",
    "path": "/versions",
    "tag": "Install",
    "summary": "Which versions of MoltBot there are, by channel",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ]
  },
  "preflightInstall": {
    "id": "preflightInstall",
    "method": "POST",
    "path": "/install/preflight",
    "tag": "Install",
    "summary": "Check whether and how MoltBot can be installed here",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "optional",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      413,
      415,
      422,
      429,
      500,
      503
    ]
  },
  "probeSsh": {
    "id": "probeSsh",
    "method": "POST",
    "path": "/install/ssh/probe",
    "tag": "Install",
    "summary": "Read the host key of a remote host, and its facts",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      409,
      413,
      415,
      422,
      429,
      500,
      503
    ]
  },
  "getConfig": {
    "id": "getConfig",
    "method": "GET",
    "path": "/config",
    "tag": "Config",
    "summary": "The configuration, with secrets masked",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": true,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      429,
      500,
      503
    ]
  },
  "getConfigSchema": {
    "id": "getConfigSchema",
    "method": "GET",
    "path": "/config/schema",
    "tag": "Config",
    "summary": "The schema of the installed version",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      429,
      500,
      503
    ]
  },
  "diffConfig": {
    "id": "diffConfig",
    "method": "POST",
    "path": "/config/diff",
    "tag": "Config",
    "summary": "What a configuration would change, with effect and risk",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 11534336,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      429,
      500,
      503
    ]
  },
  "listConfigHistory": {
    "id": "listConfigHistory",
    "method": "GET",
    "path": "/config/history",
    "tag": "Config",
    "summary": "Every version of the configuration, with author and cause",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      429,
      500,
      503
    ]
  },
  "diffConfigVersions": {
    "id": "diffConfigVersions",
    "method": "GET",
    "path": "/config/history/diff",
    "tag": "Config",
    "summary": "What is different between two kept versions, secrets masked",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      429,
      500,
      503
    ]
  },
  "revertConfig": {
    "id": "revertConfig",
    "method": "POST",
    "path": "/config/revert",
    "tag": "Config",
    "summary": "Put an earlier version back",
    "role": "admin",
    "consent": "required",
    "via": "any",
    "body": "required",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": true,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      413,
      415,
      422,
      428,
      429,
      500,
      501,
      503
    ]
  },
  "listConfigTrials": {
    "id": "listConfigTrials",
    "method": "GET",
    "path": "/config/trials",
    "tag": "Config",
    "summary": "Configurations that go back by themselves unless a person keeps them",
    "role": "viewer",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      429,
      500,
      503
    ]
  },
  "confirmConfigTrial": {
    "id": "confirmConfigTrial",
    "method": "POST",
    "path": "/config/trials/{id}/confirm",
    "tag": "Config",
    "summary": "Keep a configuration that is on trial",
    "role": "admin",
    "consent": "none",
    "via": "any",
    "body": "none",
    "maxBodyBytes": 1048576,
    "stream": false,
    "media": "application/json",
    "idempotent": false,
    "success": 200,
    "etag": false,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      409,
      429,
      500,
      503
    ]
  }
} as const

export type OperationId = keyof typeof operations

/** Request fields beyond contract 0.1.0, by operationId. */
export const requestFields: Record<string, string[]> = {
  "startPairing": [
    "device_public_key",
    "device_name",
    "link_secret"
  ],
  "confirmPairing": [
    "device_public_key",
    "device_proof"
  ],
  "getMoltbotStatus": [
    "instance_id"
  ],
  "installLocal": [
    "version",
    "port",
    "image",
    "service_manager",
    "config",
    "instance_id"
  ],
  "installSsh": [
    "channel",
    "version",
    "host_key_sha256",
    "remember_key"
  ],
  "validateConfig": [
    "text",
    "thorough",
    "instance_id"
  ],
  "applyConfig": [
    "text",
    "base_hash",
    "confirm_within_seconds",
    "instance_id"
  ],
  "tailLogs": [
    "instance_id"
  ],
  "streamLogs": [
    "instance_id"
  ],
  "getCurrentMetrics": [
    "instance_id"
  ],
  "runOpsAction": [
    "instance_id"
  ],
  "createSupportBundle": [
    "instance_id"
  ]
}

/** The closed catalogue of error codes. */
export const problems = {
  "validation_failed": {
    "status": 400,
    "meaning": "A field is missing, unknown, of the wrong type or out of range. `details` names each one."
  },
  "malformed_json": {
    "status": 400,
    "meaning": "The body is not JSON."
  },
  "malformed_request": {
    "status": 400,
    "meaning": "The request line or a header cannot be read."
  },
  "unauthorized": {
    "status": 401,
    "meaning": "No session, or one that this agent does not know. Pair, or send a token."
  },
  "token_expired": {
    "status": 401,
    "meaning": "The access token has ended. Refresh it."
  },
  "session_revoked": {
    "status": 401,
    "meaning": "The device or token was revoked. Pair again."
  },
  "refresh_invalid": {
    "status": 401,
    "meaning": "The refresh token is unknown or has ended. Pair again."
  },
  "refresh_reused": {
    "status": 401,
    "meaning": "The refresh token was used before, so the session was ended. Pair again."
  },
  "device_proof_invalid": {
    "status": 401,
    "meaning": "The signature by the device key is missing, too old, or by another key."
  },
  "pairing_pending": {
    "status": 401,
    "meaning": "Nobody has approved this code yet. Ask again in two seconds."
  },
  "pairing_denied": {
    "status": 401,
    "meaning": "A person denied this pairing."
  },
  "pairing_expired": {
    "status": 401,
    "meaning": "The code has ended. Start again."
  },
  "pairing_unknown": {
    "status": 401,
    "meaning": "No such code. Start again."
  },
  "link_invalid": {
    "status": 401,
    "meaning": "The one-time link was used or has ended. Make a new one at the host."
  },
  "host_not_allowed": {
    "status": 403,
    "meaning": "The Host header names another host than this agent."
  },
  "origin_not_allowed": {
    "status": 403,
    "meaning": "A page of another origin sent the request."
  },
  "role_insufficient": {
    "status": 403,
    "meaning": "The role of this session is too low."
  },
  "host_only": {
    "status": 403,
    "meaning": "This can be done only at the host's terminal."
  },
  "scope_insufficient": {
    "status": 403,
    "meaning": "The token's scope does not cover this."
  },
  "signature_invalid": {
    "status": 403,
    "meaning": "The approval is not signed by this device's key over exactly this decision."
  },
  "passphrase_required": {
    "status": 403,
    "meaning": "MoltBot runs under the agent's own user, so this needs the owner passphrase."
  },
  "passphrase_wrong": {
    "status": 403,
    "meaning": "The owner passphrase is wrong."
  },
  "confirmation_invalid": {
    "status": 403,
    "meaning": "The confirmation token is unknown, used, expired, or for another call. Propose and approve again."
  },
  "approval_not_allowed": {
    "status": 403,
    "meaning": "Script tokens and sessions without a device key can propose, never approve."
  },
  "typed_phrase_wrong": {
    "status": 403,
    "meaning": "A high risk needs the name of its target typed exactly."
  },
  "not_found": {
    "status": 404,
    "meaning": "There is no such thing."
  },
  "method_not_allowed": {
    "status": 405,
    "meaning": "The path exists, the method does not. `Allow` lists those that do."
  },
  "not_acceptable": {
    "status": 406,
    "meaning": "The answer cannot be given in the form that was asked for."
  },
  "pairing_decided": {
    "status": 409,
    "meaning": "The pairing was approved, denied or used already."
  },
  "last_owner": {
    "status": 409,
    "meaning": "This is the last owner; make another device owner first."
  },
  "passphrase_set": {
    "status": 409,
    "meaning": "There is a passphrase already; changing it needs the old one."
  },
  "confirmation_decided": {
    "status": 409,
    "meaning": "The proposal was denied, used or has expired."
  },
  "plan_changed": {
    "status": 409,
    "meaning": "What would happen is no longer what was approved. Read the new plan."
  },
  "busy": {
    "status": 409,
    "meaning": "Another job changes something right now; the message names it."
  },
  "idempotency_conflict": {
    "status": 409,
    "meaning": "This Idempotency-Key was used for another request."
  },
  "job_ended": {
    "status": 409,
    "meaning": "The job has ended already, or can no longer be stopped."
  },
  "already_installed": {
    "status": 409,
    "meaning": "There is a MoltBot in this place already."
  },
  "not_installed": {
    "status": 409,
    "meaning": "There is no MoltBot here yet. Install it first."
  },
  "config_stale": {
    "status": 409,
    "meaning": "The configuration was changed since it was read. Read it again."
  },
  "config_unreadable": {
    "status": 409,
    "meaning": "The configuration cannot be read as JSON5; the message says where."
  },
  "trial_ended": {
    "status": 409,
    "meaning": "The trial was kept or reverted already."
  },
  "host_key_unknown": {
    "status": 409,
    "meaning": "Nobody has confirmed the key of this host yet; `details` shows it."
  },
  "host_key_changed": {
    "status": 409,
    "meaning": "The host shows another key than the one that was confirmed. Somebody may be in between."
  },
  "payload_too_large": {
    "status": 413,
    "meaning": "The body is larger than allowed."
  },
  "unsupported_media_type": {
    "status": 415,
    "meaning": "Send `application/json`."
  },
  "action_unknown": {
    "status": 422,
    "meaning": "Nothing of this name can be proposed."
  },
  "plan_impossible": {
    "status": 422,
    "meaning": "This cannot be done here; the message says why."
  },
  "method_unavailable": {
    "status": 422,
    "meaning": "This way of installing does not work here; the message names those that do."
  },
  "version_unknown": {
    "status": 422,
    "meaning": "There is no such version in the registry."
  },
  "install_blocked": {
    "status": 422,
    "meaning": "Something stands in the way of the installation; `details` names it."
  },
  "config_invalid": {
    "status": 422,
    "meaning": "MoltBot would refuse this configuration; `details` names each place."
  },
  "not_managed": {
    "status": 422,
    "meaning": "Nothing that this agent can command keeps this MoltBot running."
  },
  "ssh_unreachable": {
    "status": 422,
    "meaning": "The remote host does not answer."
  },
  "ssh_auth_failed": {
    "status": 422,
    "meaning": "The remote host does not accept this user or credential."
  },
  "sudo_password_needed": {
    "status": 422,
    "meaning": "The remote user may only become root with a password. Allow it without, or use root."
  },
  "confirmation_required": {
    "status": 428,
    "meaning": "This needs an approval: propose it at `POST /confirmations`, then send the token in `X-Confirmation-Token`."
  },
  "rate_limited": {
    "status": 429,
    "meaning": "Too many requests; wait as long as `Retry-After` says."
  },
  "locked_out": {
    "status": 429,
    "meaning": "Too many failed attempts; locked for as long as `Retry-After` says."
  },
  "internal": {
    "status": 500,
    "meaning": "A fault of the agent. The request id finds it in the agent's log."
  },
  "not_available_yet": {
    "status": 501,
    "meaning": "Part of the contract, not built in this version."
  },
  "unavailable": {
    "status": 503,
    "meaning": "The agent is stopping, overloaded, or cannot write its state."
  },
  "audit_unavailable": {
    "status": 503,
    "meaning": "The audit log cannot be written, so nothing may be changed."
  },
  "registry_unavailable": {
    "status": 503,
    "meaning": "The package registry does not answer; the message says how."
  }
} as const

export type ProblemCode = keyof typeof problems
