// Generated from openapi.yaml by `npm run generate`. Never edit.

/** Version of the contract. */
export const contractVersion = "0.2.0"

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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 204,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 204,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 201,
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
    "stream": false,
    "success": 204,
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
    "stream": false,
    "success": 200,
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
    "consent": "none",
    "via": "host",
    "body": "required",
    "stream": false,
    "success": 200,
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
  "deleteDevice": {
    "id": "deleteDevice",
    "method": "DELETE",
    "path": "/devices/{id}",
    "tag": "Devices",
    "summary": "Revoke a device and end its sessions",
    "role": "owner",
    "consent": "none",
    "via": "host",
    "body": "none",
    "stream": false,
    "success": 204,
    "statuses": [
      204,
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
    "stream": true,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 202,
    "statuses": [
      202,
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
    "stream": false,
    "success": 202,
    "statuses": [
      202,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": true,
    "success": 200,
    "statuses": [
      200,
      400,
      401,
      403,
      406,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "stream": false,
    "success": 200,
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
    "instance_id"
  ],
  "validateConfig": [
    "instance_id"
  ],
  "applyConfig": [
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
  "payload_too_large": {
    "status": 413,
    "meaning": "The body is larger than allowed."
  },
  "unsupported_media_type": {
    "status": 415,
    "meaning": "Send `application/json`."
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
  }
} as const

export type ProblemCode = keyof typeof problems
