// Generated from openapi.yaml by `npm run generate`. Never edit.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health check */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pair/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start pairing and generate a short-lived pairing code
         * @description The code is what the client shows. It becomes valid only when a person at the host, or a paired owner, approves it. No body and no content type is valid. A body that carries the secret of a one-time link is approved at once.
         */
        post: operations["startPairing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pair/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm pairing with code and mint session tokens
         * @description 401 `pairing_pending` until a person approves; asking again is how a client waits, and never counts as a failure.
         */
        post: operations["confirmPairing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pair/pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List pairings that wait for approval */
        get: operations["listPendingPairings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pair/pending/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a waiting pairing
         * @description In a browser the approval carries a signature by the device key over `{aud, pending_id, key_fingerprint, role, decision, issued_at}`; that signature is its consent. At the host it carries the owner passphrase where one is needed.
         */
        post: operations["approvePairing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pair/pending/{id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deny a waiting pairing */
        post: operations["denyPairing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pair/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a one-time link that pairs one browser */
        post: operations["createPairingLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description Rotates the refresh token. A token that was used before ends the whole session, except within 10 seconds, when the same successor is given again (two tabs).
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking, with which role and device */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/passphrase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set or change the owner passphrase
         * @description Set once, at the host before any device is paired or in the session of the first device; changing it needs the old one.
         */
        post: operations["setPassphrase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List script tokens */
        get: operations["listTokens"];
        put?: never;
        /** Make a script token */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a script token */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List paired devices */
        get: operations["listDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a device and end its sessions */
        delete: operations["deleteDevice"];
        options?: never;
        head?: never;
        /** Rename a device or change its role */
        patch: operations["updateDevice"];
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what changes, as server-sent events
         * @description Events: `status` (MoltBotStatus), `timeline` (a change that was observed), `instances`, `pairing`, `devices`, `simulation`, `job` (a job as it is), `confirmation` (a proposal as it is), `config` (a new version of a configuration, or a trial), `metrics` (MetricsSnapshot, with each sample), `alert` (an alert event as it is), `bundle` (a support bundle as it is), and `gap` with the number of events that were lost. A heartbeat comment comes every 15 seconds. The stream begins with the present status of every instance.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this agent can do */
        get: operations["getCapabilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get host system information */
        get: operations["getSystemInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/simulation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the simulated host
         * @description Exists only under `serve --simulate`; elsewhere 404.
         */
        get: operations["getSimulation"];
        /** Set scenario, seed or clock of the simulated host */
        put: operations["updateSimulation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the gateways found on this host */
        get: operations["listInstances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Name an instance, colour it, or make it the default */
        patch: operations["updateInstance"];
        trace?: never;
    };
    "/moltbot/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get MoltBot service status and detected version/config path */
        get: operations["getMoltbotStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/moltbot/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was measured in the last 24 hours, and what changed */
        get: operations["getMoltbotTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/install/local": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Install MoltBot locally using a supported method */
        post: operations["installLocal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/install/ssh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Install MoltBot on a remote host over SSH (VPS path) */
        post: operations["installSsh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Validate a proposed configuration without applying it */
        post: operations["validateConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply configuration (creates backup first) */
        post: operations["applyConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/tail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get last N log lines (redacted by default) */
        get: operations["tailLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream logs via Server-Sent Events (SSE)
         * @description SSE stream of log lines. Use EventSource in web clients. For mobile, consider a websocket variant in implementation. Events: `line` (LogEntry), `gap` with the number of lines that were lost and why, and `state` when a source comes or goes. The id of an event is a cursor, good also after the agent was restarted. Without one the stream begins with the last 10 lines. A heartbeat comment comes every 15 seconds.
         */
        get: operations["streamLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the logs, rotated files included */
        get: operations["searchLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List where lines come from */
        get: operations["listLogSources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/ws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the logs over a WebSocket
         * @description The twin of `/logs/stream` for clients without server-sent events. The connection is upgraded (101); each text message is a LogFrame, oldest first. The client sends nothing.
         */
        get: operations["followLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get current metrics snapshot */
        get: operations["getCurrentMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read measurements over time */
        get: operations["getMetricsHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/prometheus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the last sample as Prometheus takes it
         * @description For a scrape with a token of scope `metrics.read`. Every instance is in it, told apart by the label `instance_id`.
         */
        get: operations["getPrometheusMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say when something runs out */
        get: operations["getMetricsForecast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List alert rules */
        get: operations["listAlertRules"];
        put?: never;
        /** Create or update an alert rule */
        post: operations["saveAlertRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/rules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how often a rule would have fired */
        post: operations["previewAlertRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one rule */
        get: operations["getAlertRule"];
        put?: never;
        post?: never;
        /** Remove a rule; what it raised stays */
        delete: operations["deleteAlertRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/rules/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Judge a rule now and send a test to each of its channels */
        post: operations["testAlertRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was raised */
        get: operations["listAlertEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one event with its deliveries */
        get: operations["getAlertEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/events/{id}/ack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that somebody has seen it */
        post: operations["acknowledgeAlertEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List silences */
        get: operations["listAlertSilences"];
        put?: never;
        /** Send nothing for a while */
        post: operations["createAlertSilence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/silences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a silence */
        delete: operations["deleteAlertSilence"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was sent, and what became of it */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how messages leave this host */
        get: operations["getNotificationSettings"];
        /** Change how messages leave this host */
        put: operations["updateNotificationSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ops/action": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Execute a safe operational action (requires confirmation token for destructive actions) */
        post: operations["runOpsAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/support/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate a redacted support bundle (zip) */
        post: operations["createSupportBundle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/support/bundles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List support bundles */
        get: operations["listSupportBundles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/support/bundles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what is in a bundle and what was hidden */
        get: operations["getSupportBundle"];
        put?: never;
        post?: never;
        /** Delete a bundle */
        delete: operations["deleteSupportBundle"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/support/bundles/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look into one file of a bundle before it is handed over */
        get: operations["previewSupportBundleFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/support/bundles/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a bundle */
        get: operations["downloadSupportBundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what waits for a person, and what was decided */
        get: operations["listConfirmations"];
        put?: never;
        /**
         * Propose one exact action and get its plan
         * @description The agent makes the plan without touching anything. `action` is an operationId, `params` is what will be sent: body, path and query by name as one flat object. The roles that an action needs are checked here too. A proposal waits 5 minutes.
         */
        post: operations["createConfirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/confirmations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow one proposal */
        get: operations["getConfirmation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/confirmations/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a plan and get the token for it once
         * @description A paired device signs `{aud, confirmation_id, plan_hash, decision, issued_at}` with its key; the answer gives a token that lives 120 seconds, works once, and only for this subject, device, action, parameters and plan. At the host the terminal approves, with the owner passphrase where one is needed. Script tokens never approve. Approving again replaces an unused token. The role of the action is needed.
         */
        post: operations["approveConfirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/confirmations/{id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a plan */
        post: operations["denyConfirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/standing-approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what may happen without asking again */
        get: operations["listStandingApprovals"];
        put?: never;
        /**
         * Allow an unattended effect within limits
         * @description The device signs `{aud, policy_hash, decision, issued_at}`; `policy_hash` is the SHA-256 of the canonical JSON (RFC 8785) of `{action, instance_id, limits, expires_at, reason}`. At the host the terminal signs, with the owner passphrase where one is needed. Script tokens never sign.
         */
        post: operations["createStandingApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/standing-approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a standing approval */
        delete: operations["revokeStandingApproval"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow one job */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow one job as server-sent events
         * @description Events: `job` (the job as it is), `log` (JobLogLine), and `gap` with the number of lines that were lost. It begins with the job as it is and, without a cursor, with the last 200 lines of its log. After the job ended the stream ends.
         */
        get: operations["streamJobEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a job at the next safe point and undo what it did */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, when, why, and how it ended */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one entry */
        get: operations["getAuditEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recheck the whole chain
         * @description Finds a changed byte, an entry that was removed, inserted or moved, a cut tail, and an approval by an unknown device.
         */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the chain with a fresh signed checkpoint
         * @description `moltbot-ops audit verify FILE` checks it without the agent.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List signed checkpoints */
        get: operations["listAuditCheckpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which versions of MoltBot there are, by channel */
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/install/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check whether and how MoltBot can be installed here
         * @description Changes nothing. Checks disk, memory, port, Node, registry and installations that are there.
         */
        post: operations["preflightInstall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/install/ssh/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the host key of a remote host, and its facts
         * @description Without a confirmed host key it reads the key and never authenticates. With one, and with credentials, it reads facts. It changes nothing on that host.
         */
        post: operations["probeSsh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The configuration, with secrets masked
         * @description `config` is always the complete document. A mask that comes back at its own path means keep, so that reading and then applying changes nothing.
         */
        get: operations["getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The schema of the installed version
         * @description The schema has megabytes, so it is served by subtree; it is kept by version.
         */
        get: operations["getConfigSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a configuration would change, with effect and risk */
        post: operations["diffConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of the configuration, with author and cause */
        get: operations["listConfigHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/history/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is different between two kept versions, secrets masked */
        get: operations["diffConfigVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put an earlier version back */
        post: operations["revertConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configurations that go back by themselves unless a person keeps them
         * @description The open ones of every gateway, with what was changed and by whom. `revertConfig` with the `previous_hash` of one goes back at once.
         */
        get: operations["listConfigTrials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config/trials/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a configuration that is on trial
         * @description Only keeps what was approved before; without it the trial goes back by itself when its time is over.
         */
        post: operations["confirmConfigTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Health: {
            /** @example ok */
            status: string;
            /** Format: date-time */
            time: string;
        };
        /** @description A public key, P-256 (ES256) or Ed25519 (EdDSA). */
        Jwk: {
            /** @enum {string} */
            kty: "EC" | "OKP";
            /** @enum {string} */
            crv: "P-256" | "Ed25519";
            x: string;
            y?: string;
        };
        /** @enum {string} */
        Role: "viewer" | "admin" | "owner";
        AgentIdentity: {
            /** @description Audience of every token and signature for this agent. */
            id: string;
            hostname: string;
            /**
             * @description Fingerprint of the agent's signing key, `SHA256:` and base64url (RFC 7638 thumbprint).
             * @example SHA256:4Jx0-9bQekT7mVw2cFq1uX3yZ5aB6dE8gH0iJ2kL4mN
             */
            key_fingerprint: string;
            simulated: boolean;
        };
        PairStartRequest: {
            device_public_key?: components["schemas"]["Jwk"];
            device_name?: components["schemas"]["DeviceName"];
            /** @description The secret of a one-time link; used up by this call. */
            link_secret?: string;
        };
        PairStartResponse: {
            /**
             * @description Short-lived code shown to user
             * @example 482-119
             */
            pairing_code: string;
            /** @example 180 */
            expires_in_seconds: number;
            /** @enum {string} */
            status?: "pending" | "approved";
            /** @description No device is paired yet, so this one becomes owner. */
            first_device?: boolean;
            /** @description Fingerprint of the key that the code is bound to. */
            key_fingerprint?: string | null;
            agent?: components["schemas"]["AgentIdentity"];
        };
        PairConfirmRequest: {
            pairing_code: string;
            device_name: string;
            device_public_key?: components["schemas"]["Jwk"];
            /** @description Compact JWS by the device key over `{aud, pairing_code, issued_at}`; needed where the code was started with a key. */
            device_proof?: string;
        };
        DeviceName: string;
        AuthTokens: {
            access_token: string;
            expires_in_seconds: number;
            refresh_token?: string;
            device_id?: string;
            role?: components["schemas"]["Role"];
            agent?: components["schemas"]["AgentIdentity"];
        };
        PendingPairing: {
            id: string;
            pairing_code: string;
            device_name: string | null;
            /** @description Null for a client without a key: it will never be able to approve anything. */
            key_fingerprint: string | null;
            /**
             * @description Where the request came from.
             * @example 127.0.0.1
             */
            client: string;
            /** @enum {string} */
            status: "pending" | "approved" | "denied" | "expired" | "used";
            /** @enum {string|null} */
            role: "viewer" | "admin" | "owner" | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            expires_at: string;
        };
        PendingPairingList: {
            items: components["schemas"]["PendingPairing"][];
            next_cursor?: string | null;
        };
        PairingApproval: {
            role?: components["schemas"]["Role"];
            /** @description Compact JWS by the approver's device key. */
            signature?: string;
            owner_passphrase?: string;
        };
        PairingDenial: {
            signature?: string;
        };
        PairingLinkRequest: {
            role?: components["schemas"]["Role"];
            owner_passphrase?: string;
        };
        PairingLink: {
            /** @description The secret is in the fragment, so that no server log ever has it. */
            url: string;
            role: components["schemas"]["Role"];
            expires_in_seconds: number;
        };
        RefreshRequest: {
            /** @description Browsers send none: theirs is in a cookie that script cannot read. */
            refresh_token?: string;
            /** @description Compact JWS by the device key over `{aud, purpose: refresh, issued_at}`; needed where the device has a key. */
            device_proof?: string;
        };
        PassphraseRequest: {
            passphrase: string;
            old_passphrase?: string;
        };
        Session: {
            /**
             * @description `user:<id>`, `token:<id>` or `host`.
             * @example user:owner
             */
            subject: string;
            user: string | null;
            device?: components["schemas"]["Device"];
            role: components["schemas"]["Role"];
            /** @enum {string} */
            via: "browser" | "bearer" | "script" | "terminal";
            /** @description The device has a key; without one nothing can be approved. */
            can_approve: boolean;
            /** @enum {string} */
            passphrase: "not_needed" | "unset" | "set";
            /** Format: date-time */
            expires_at: string | null;
            agent: components["schemas"]["AgentIdentity"];
        };
        Device: {
            id: string;
            name: string;
            user: string;
            role: components["schemas"]["Role"];
            key_fingerprint: string | null;
            /** Format: date-time */
            paired_at: string;
            /** @example link */
            paired_by: string;
            /** Format: date-time */
            last_seen_at: string | null;
            this_device: boolean;
        };
        DeviceList: {
            items: components["schemas"]["Device"][];
            next_cursor?: string | null;
        };
        DeviceUpdate: {
            name?: components["schemas"]["DeviceName"];
            role?: components["schemas"]["Role"];
            owner_passphrase?: string;
        };
        TokenRequest: {
            name: string;
            role: components["schemas"]["Role"];
            /**
             * @default all
             * @enum {string}
             */
            scope: "all" | "metrics.read";
            /**
             * @description At most 24 hours; a viewer 30 days; scope `metrics.read` one year.
             * @default 3600
             */
            ttl_seconds: number;
            owner_passphrase?: string;
        };
        CreatedToken: {
            id: string;
            name: string;
            role: components["schemas"]["Role"];
            access_token: string;
            expires_in_seconds: number;
        };
        Token: {
            id: string;
            name: string;
            role: components["schemas"]["Role"];
            /** @enum {string} */
            scope: "all" | "metrics.read";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            last_used_at: string | null;
        };
        TokenList: {
            items: components["schemas"]["Token"][];
            next_cursor?: string | null;
        };
        Capabilities: {
            /** @example 0.4.0 */
            contract_version: string;
            agent_version: string;
            /** @description operationIds that are built. */
            operations: string[];
            /** @description Fields beyond 0.1.0 that this agent accepts, by operationId. */
            request_fields: {
                [key: string]: string[];
            };
            limits: {
                [key: string]: number;
            };
            simulated: boolean;
            alert_conditions?: components["schemas"]["AlertConditionInfo"][];
        };
        AlertConditionInfo: {
            /** @example disk_low */
            type: string;
            title: string;
            /** @example percent free */
            unit: string;
            /** @description The default. */
            threshold: number;
            clear_threshold: number;
            for_seconds: number;
            minimum: number;
            maximum: number;
            severity: components["schemas"]["AlertSeverity"];
        };
        /** @description One form for everything that is worth a person's attention, with its evidence. */
        Finding: {
            /** @example disk_low */
            id: string;
            /** @enum {string} */
            severity: "critical" | "warning" | "info";
            title: string;
            detail?: string;
            evidence: components["schemas"]["Evidence"][];
            fix_action?: components["schemas"]["FixAction"];
        };
        Evidence: {
            /** @enum {string} */
            kind: "probe" | "process" | "file" | "rpc" | "log" | "service" | "container" | "host";
            statement: string;
            /** @description What the machine said, redacted. */
            quote?: string | null;
            /**
             * @description Stable address of the evidence.
             * @example config:3f1a
             */
            address?: string | null;
            /** Format: date-time */
            at: string;
        };
        FixAction: {
            title: string;
            /** @description What a person may run at the host. */
            command?: string | null;
        } | null;
        SystemInfo: {
            /** @example macos */
            os: string;
            os_version: string;
            /** @example arm64 */
            arch: string;
            cpu_cores: number;
            memory_bytes: number;
            disk_free_bytes: number;
            hostname: string;
            memory_available_bytes?: number | null;
            load_1m?: number | null;
            disks?: components["schemas"]["Disk"][];
            agent?: components["schemas"]["AgentInfo"];
            findings?: components["schemas"]["Finding"][];
            /** Format: date-time */
            observed_at?: string;
        };
        Disk: {
            mount: string;
            total_bytes: number;
            free_bytes: number;
            holds: ("system" | "agent_state" | "moltbot_state")[];
        };
        AgentInfo: {
            id: string;
            version: string;
            contract_version: string;
            /** Format: date-time */
            started_at: string;
            uptime_seconds: number;
            /** @enum {string} */
            secret_store: "keychain" | "file" | "simulated";
            /** @enum {string} */
            mode: "real" | "simulated";
            /**
             * @description `none`: MoltBot runs under the agent's own user id and can reach what the agent can reach.
             * @enum {string}
             */
            separation: "own_uid" | "none";
            scenario?: string | null;
        };
        Simulation: {
            /** @example healthy */
            scenario: string;
            seed: number;
            /** @enum {string} */
            clock: "running" | "paused";
            /** Format: date-time */
            now: string;
            scenarios: components["schemas"]["Scenario"][];
        };
        Scenario: {
            name: string;
            description: string;
        };
        SimulationUpdate: {
            scenario?: string;
            seed?: number;
            /** @enum {string} */
            clock?: "running" | "paused";
            advance_seconds?: number;
        };
        Instance: {
            id: string;
            label: string;
            /** @enum {string} */
            colour: "plum" | "slate" | "rose" | "stone";
            is_default: boolean;
            /** @enum {string} */
            product: "openclaw" | "moltbot" | "clawdbot";
            profile: string | null;
            state_dir: string;
            config_path: string | null;
            port: number | null;
            state: components["schemas"]["MoltBotState"];
            found_by: ("state_dir" | "config" | "lock" | "process" | "service" | "container" | "option")[];
            /** Format: date-time */
            last_seen_at: string;
        };
        InstanceList: {
            items: components["schemas"]["Instance"][];
            next_cursor?: string | null;
        };
        InstanceUpdate: {
            label?: string;
            /** @enum {string} */
            colour?: "plum" | "slate" | "rose" | "stone";
            /** @enum {boolean} */
            is_default?: true;
        };
        /** @enum {string} */
        MoltBotState: "not_installed" | "stopped" | "starting" | "running" | "degraded" | "wedged" | "crash_looping" | "unknown";
        MoltBotStatus: {
            installed: boolean;
            running: boolean;
            version?: string | null;
            /** @example systemd */
            service_manager: string;
            config_path?: string | null;
            /** Format: date-time */
            last_start_time?: string | null;
            /** @example 0 */
            restart_count_24h?: number;
            /** @example true */
            gateway_connected: boolean;
            /** @description Null while nothing is installed. */
            instance_id?: string | null;
            state?: components["schemas"]["MoltBotState"];
            /**
             * Format: date-time
             * @description When this state began, as far as it was observed.
             */
            since?: string | null;
            reasons?: components["schemas"]["Reason"][];
            findings?: components["schemas"]["Finding"][];
            gateway?: components["schemas"]["Gateway"];
            channels?: components["schemas"]["Channel"][];
            process?: components["schemas"]["GatewayProcess"];
            config?: components["schemas"]["ConfigState"];
            last_exit?: components["schemas"]["LastExit"];
            startup?: components["schemas"]["Startup"];
            install?: components["schemas"]["Installation"];
            /** Format: date-time */
            observed_at?: string;
            /** @description How often this is looked at; older than twice this, it is unknown. */
            interval_seconds?: number;
        };
        Reason: {
            /** @example port_closed */
            code: string;
            message: string;
            evidence: components["schemas"]["Evidence"][];
        };
        Gateway: {
            /** @example http://127.0.0.1:18789 */
            url: string;
            latency_ms: number | null;
            version: string | null;
            boot_id: string | null;
            live: boolean | null;
            ready: boolean | null;
            failing: string[];
            /** @enum {string} */
            rpc: "connected" | "connecting" | "refused_token" | "refused_protocol" | "no_token" | "not_proven" | "unreachable" | "idle";
            event_loop: components["schemas"]["EventLoop"];
        } | null;
        EventLoop: {
            degraded: boolean;
            delay_p99_ms: number | null;
            utilization: number | null;
            reasons: string[];
        } | null;
        Channel: {
            /** @example telegram */
            id: string;
            account: string | null;
            configured: boolean;
            running: boolean;
            /** @description Null where MoltBot does not say. */
            connected: boolean | null;
            lifecycle: string | null;
            last_error: string | null;
            /** Format: date-time */
            last_inbound_at: string | null;
            /** Format: date-time */
            observed_at: string;
        };
        GatewayProcess: {
            pid: number;
            user: string | null;
            /** Format: date-time */
            started_at: string | null;
            rss_bytes: number | null;
            cpu_seconds: number | null;
        } | null;
        ConfigState: {
            /** @description SHA-256 of the file as it is on disk. */
            hash: string | null;
            /** @description As MoltBot itself judges it; null where it was not asked. */
            valid: boolean | null;
            /** @description The file on disk is invalid and MoltBot still runs the one before: the next start will fail. */
            pending_invalid_edit: boolean;
            issues: string[];
            /** Format: date-time */
            changed_at: string | null;
        } | null;
        LastExit: {
            /** Format: date-time */
            at: string;
            /** @description Null where it is not known how it ended. */
            clean: boolean | null;
            code: number | null;
            message: string | null;
        } | null;
        Startup: {
            elapsed_seconds: number;
            budget_seconds: number;
            /** @description Median of the starts that were observed. */
            usual_seconds: number | null;
            pending: string | null;
        } | null;
        Installation: {
            /** @enum {string} */
            method: "npm" | "docker" | "brew" | "source" | "unknown";
            prefix: string | null;
            /** @enum {string} */
            managed_by: "moltbot_ops" | "other" | "none";
        } | null;
        Timeline: {
            instance_id: string | null;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @example 300 */
            step_seconds: number;
            median_ms: number | null;
            slowest_ms: number | null;
            bars: components["schemas"]["TimelineBar"][];
            changes: components["schemas"]["TimelineChange"][];
        };
        TimelineBar: {
            /**
             * Format: date-time
             * @description Begin of the five minutes.
             */
            at: string;
            /** @enum {string} */
            state: "well" | "slow" | "down" | "not_measured";
            median_ms: number | null;
            slowest_ms: number | null;
            checks: number;
            failed: number;
        };
        TimelineChange: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "state" | "start" | "exit" | "version" | "config" | "instance" | "agent";
            title: string;
            detail: string | null;
            /**
             * @description Who or what; `observed` for a change that did not come from here.
             * @example observed
             */
            by: string;
        };
        InstallLocalRequest: {
            /** @enum {string} */
            method: "brew" | "npm" | "docker";
            /**
             * @description Release channel
             * @default stable
             * @enum {string}
             */
            channel: "stable" | "beta" | "nightly";
            version?: components["schemas"]["VersionName"];
            /** @description Default 18789, or the next free one. */
            port?: number;
            /** @description For `docker`: a local image, or one of the allow-list. */
            image?: string;
            service_manager?: components["schemas"]["ServiceManagerName"];
            /** @description Settings beyond the minimal safe configuration. */
            config?: {
                [key: string]: unknown;
            };
        };
        InstallSshRequest: {
            /** @example 203.0.113.10 */
            host: string;
            /** @default 22 */
            port: number;
            username: string;
            auth: {
                /** @enum {string} */
                type: "password" | "key" | "agent";
                password?: string | null;
                private_key_pem?: string | null;
                /** @description Of the private key. */
                passphrase?: string | null;
            };
            /**
             * @default docker
             * @enum {string}
             */
            method: "docker" | "native";
            /**
             * @default stable
             * @enum {string}
             */
            channel: "stable" | "beta" | "nightly";
            version?: components["schemas"]["VersionName"];
            host_key_sha256?: components["schemas"]["HostKeyFingerprint"];
            /**
             * @description Store a key on the remote host that may only open the tunnel to its agent.
             * @default false
             */
            remember_key: boolean;
        };
        JobAccepted: {
            job_id: string;
            /** @example accepted */
            status: string;
            audit_event_id?: string;
        };
        ConfigValidateRequest: {
            config: {
                [key: string]: unknown;
            };
            text?: components["schemas"]["ConfigText"];
            /**
             * @description Ask MoltBot's own validator too, which takes seconds; without it the answer comes from the schema alone.
             * @default true
             */
            thorough: boolean;
        };
        ConfigValidationResult: {
            valid: boolean;
            errors: components["schemas"]["ConfigError"][];
            warnings: components["schemas"]["ConfigError"][];
            /**
             * @description Who judged it.
             * @enum {string}
             */
            checked_by?: "moltbot" | "schema";
            /** @description The version whose rules were used. */
            version?: string | null;
        };
        ConfigError: {
            /** @example gateway.url */
            path: string;
            message: string;
            /** @enum {string} */
            severity: "error" | "warning";
            /** @example unknown_key */
            code?: string;
            line?: number | null;
            column?: number | null;
        };
        ConfigApplyRequest: {
            config: {
                [key: string]: unknown;
            };
            /** @default true */
            backup_before_apply: boolean;
            text?: components["schemas"]["ConfigText"];
            base_hash?: components["schemas"]["ConfigHash"];
            confirm_within_seconds?: components["schemas"]["TrialSeconds"];
        };
        ConfigApplyResult: {
            applied: boolean;
            backup_id?: string | null;
            next_steps: string[];
            status?: components["schemas"]["ActionStatus"];
            /** @description Of the file as it is now. */
            hash?: string;
            trial_id?: string | null;
            audit_event_id?: string;
            job_id?: string | null;
            message?: string;
        };
        /**
         * @description `accepted`: it still runs, follow the job. `verified`: checked from outside. `rolled_back`: it went wrong and the state before is back.
         * @enum {string}
         */
        ActionStatus: "accepted" | "verified" | "failed" | "rolled_back";
        /** @description An exact version, such as `2026.9.6`. */
        VersionName: string;
        /** @enum {string} */
        ServiceManagerName: "systemd" | "systemd_user" | "launchd" | "docker" | "supervised";
        /** @description As `ssh-keygen -l` prints it. */
        HostKeyFingerprint: string;
        /** @description The same document as JSON5, so that comments and order are kept. It must mean exactly what `config` says. It may hold secrets. */
        ConfigText: string;
        /** @description Of the file that the change was made from; another one is 409 `config_stale`. */
        ConfigHash: string;
        /** @description Goes back by itself unless a person confirms within this time. */
        TrialSeconds: number;
        Reasoning: string;
        ConfirmationRequest: {
            /**
             * @description The operationId.
             * @example runOpsAction
             */
            action: string;
            /** @description Exactly what will be sent, as one flat object. */
            params: {
                [key: string]: unknown;
            };
            reason: components["schemas"]["Reasoning"];
        };
        PlanStep: {
            id: string;
            title: string;
            detail: string | null;
            /** @description Estimate; not part of the hash. */
            seconds: number | null;
            /** @description MoltBot does not answer during this step. */
            moltbot_stopped: boolean;
        };
        Confirmation: {
            id: string;
            /** @enum {string} */
            status: "pending" | "approved" | "used" | "denied" | "expired";
            /** @example runOpsAction */
            action: string;
            instance_id: string | null;
            /** @example Restart MoltBot on home-mini. */
            summary: string;
            target: {
                /** @example instance */
                kind: string;
                id: string | null;
                name: string;
            };
            plan: components["schemas"]["PlanStep"][];
            affects: string[];
            /** @description How it is undone; null where it cannot be. */
            undo: string | null;
            /** @description What will be lost; empty when nothing is. */
            losses: string[];
            /** @description Estimate of how long MoltBot will not answer. */
            downtime_seconds: number | null;
            /** @enum {string} */
            risk: "low" | "medium" | "high";
            reversible: boolean;
            /** @description What a person has to type to approve; only for a high risk. */
            typed_phrase: string | null;
            /** @description The exact object whose canonical JSON (RFC 8785) is hashed. A dialog shows this. */
            plan_input: {
                [key: string]: unknown;
            };
            /** @description `sha256:` and the SHA-256 of `plan_input`. */
            plan_hash: string;
            params_hash: string;
            reason: string;
            required_role: components["schemas"]["Role"];
            proposed_by: components["schemas"]["Person"];
            /** Format: date-time */
            proposed_at: string;
            /** Format: date-time */
            expires_at: string;
            decided_by: components["schemas"]["PersonOrNone"];
            /** Format: date-time */
            decided_at: string | null;
            job_id: string | null;
            audit_event_id: string | null;
        };
        Person: {
            /** @example user:us_1 */
            subject: string;
            device_id: string | null;
            /** @description Name of the device or token, or `terminal`. */
            name: string;
            /** @enum {string} */
            via: "browser" | "bearer" | "script" | "terminal" | "agent";
        };
        PersonOrNone: {
            subject: string;
            device_id: string | null;
            name: string;
            /** @enum {string} */
            via: "browser" | "bearer" | "script" | "terminal" | "agent";
        } | null;
        ConfirmationList: {
            items: components["schemas"]["Confirmation"][];
            next_cursor?: string | null;
        };
        ApprovalRequest: {
            /** @description Compact JWS by the device key over `{aud, confirmation_id, plan_hash, decision: approve, issued_at}`. Needed everywhere but at the host. */
            signature?: string;
            typed_phrase?: string;
            /** @description At the host, where MoltBot runs under the agent's own user. */
            owner_passphrase?: string;
        };
        DenialRequest: {
            /** @description Compact JWS by the device key with `decision: deny`. */
            signature?: string;
            reason?: components["schemas"]["Reasoning"];
        };
        Approval: {
            confirmation: components["schemas"]["Confirmation"];
            confirmation_token: string;
            /** @example 120 */
            expires_in_seconds: number;
        };
        StandingApprovalRequest: {
            /** @enum {string} */
            action: "restart_on_wedge" | "stop_on_crash_loop" | "scheduled_backup" | "backup_retention" | "scheduled_drill";
            instance_id: string;
            limits: components["schemas"]["StandingLimits"];
            /**
             * Format: date-time
             * @description At most a year ahead.
             */
            expires_at: string;
            reason: components["schemas"]["Reasoning"];
            signature?: string;
            owner_passphrase?: string;
        };
        StandingLimits: {
            per_hour?: number;
            per_day: number;
        };
        StandingApproval: {
            id: string;
            action: string;
            instance_id: string;
            limits: components["schemas"]["StandingLimits"];
            /** Format: date-time */
            expires_at: string;
            reason: string;
            policy_hash: string;
            /** @enum {string} */
            status: "active" | "revoked" | "expired";
            created_by: components["schemas"]["Person"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            used: number;
        };
        StandingApprovalList: {
            items: components["schemas"]["StandingApproval"][];
            next_cursor?: string | null;
        };
        Job: {
            id: string;
            /** @example install_local */
            kind: string;
            /** @example Install MoltBot 2026.9.6 with npm. */
            title: string;
            instance_id: string | null;
            /** @enum {string} */
            status: "accepted" | "running" | "cancelling" | "succeeded" | "failed" | "cancelled" | "interrupted";
            progress: number;
            /** @description Id of the step that runs or ran last. */
            stage: string | null;
            steps: components["schemas"]["JobStep"][];
            /** @description Of the last log line. */
            log_cursor: string | null;
            /** @description The last lines; only where one job is asked for. */
            log_tail?: components["schemas"]["JobLogLine"][];
            result: {
                [key: string]: unknown;
            } | null;
            error: components["schemas"]["JobError"];
            can_cancel: boolean;
            undo: components["schemas"]["JobUndo"];
            confirmation_id: string | null;
            audit_event_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
        };
        JobStep: {
            /** @description Id of the plan's step. */
            name: string;
            title: string;
            /** @enum {string} */
            status: "waiting" | "running" | "succeeded" | "failed" | "undoing" | "undone" | "undo_failed" | "skipped";
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            message: string | null;
        };
        JobError: {
            code: string;
            /** @description What went wrong and what is true now. */
            message: string;
            step: string | null;
        } | null;
        /** @description What was taken back; null while nothing had to be. */
        JobUndo: {
            /** @enum {string} */
            status: "running" | "done" | "incomplete";
            /** @description What is true now, and what remains where. */
            message: string;
            remains: string[];
        } | null;
        JobLogLine: {
            cursor: string;
            /** Format: date-time */
            at: string;
            step: string | null;
            line: string;
        };
        JobList: {
            items: components["schemas"]["Job"][];
            next_cursor?: string | null;
        };
        /** @enum {string} */
        AuditOutcome: "proposed" | "approved" | "denied" | "expired" | "revoked" | "intended" | "succeeded" | "failed" | "rolled_back" | "interrupted" | "refused" | "observed";
        AuditEvent: {
            /** @description The sequence number as text. */
            id: string;
            seq: number;
            /** Format: date-time */
            at: string;
            agent_id: string;
            instance_id: string | null;
            actor: {
                subject: string;
                device: string | null;
                role: string | null;
                via: string;
            };
            action: string;
            target: string | null;
            reason: string | null;
            detail: string | null;
            params_redacted: {
                [key: string]: unknown;
            } | null;
            params_hash: string | null;
            plan_hash: string | null;
            /** @description Compact JWS of the approval. */
            approval_signature: string | null;
            outcome: components["schemas"]["AuditOutcome"];
            correlation: {
                confirmation_id: string | null;
                job_id: string | null;
            };
            prev_hash: string;
            hash: string;
        };
        AuditEventList: {
            items: components["schemas"]["AuditEvent"][];
            next_cursor?: string | null;
        };
        AuditVerification: {
            /** @enum {string} */
            verdict: "valid" | "unanchored" | "broken";
            message: string;
            entries: number;
            first_seq: number | null;
            last_seq: number | null;
            problems: components["schemas"]["AuditProblem"][];
            checkpoint: components["schemas"]["AuditCheckpointOrNone"];
            /** Format: date-time */
            verified_at: string;
        };
        AuditProblem: {
            /** @enum {string} */
            kind: "changed" | "missing" | "inserted" | "reordered" | "cut_tail" | "bad_checkpoint" | "unregistered_signer" | "bad_signature" | "unreadable";
            seq: number | null;
            file: string | null;
            /** @description Byte in the file. */
            offset: number | null;
            message: string;
        };
        AuditCheckpoint: {
            seq: number;
            hash: string;
            /** Format: date-time */
            at: string;
            entries: number;
            key_fingerprint: string;
            /** @description Compact JWS (EdDSA) by the agent's key over `{agent_id, seq, hash, at, entries}`. */
            signature: string;
        };
        AuditCheckpointOrNone: {
            seq: number;
            hash: string;
            /** Format: date-time */
            at: string;
            entries: number;
            key_fingerprint: string;
            signature: string;
        } | null;
        AuditCheckpointList: {
            items: components["schemas"]["AuditCheckpoint"][];
            next_cursor?: string | null;
        };
        MoltBotVersion: {
            version: string;
            channels: ("stable" | "beta" | "nightly")[];
            /** Format: date-time */
            published_at: string | null;
            /** @description The Node that it needs. */
            node: string | null;
            deprecated: string | null;
            installed: boolean;
        };
        VersionList: {
            items: components["schemas"]["MoltBotVersion"][];
            next_cursor?: string | null;
            installed: string | null;
            channels: components["schemas"]["ReleaseChannel"][];
            /** Format: date-time */
            checked_at: string;
        };
        ReleaseChannel: {
            /** @enum {string} */
            channel: "stable" | "beta" | "nightly";
            version: string | null;
            /** @description The tag of the registry that was used. */
            tag: string | null;
            /** @description Why another tag than the channel's own stands in. */
            fallback: string | null;
        };
        InstallPreflightRequest: {
            /**
             * @description Without it the recommended one.
             * @enum {string}
             */
            method?: "brew" | "npm" | "docker";
            /**
             * @default stable
             * @enum {string}
             */
            channel: "stable" | "beta" | "nightly";
            version?: components["schemas"]["VersionName"];
            port?: number;
            image?: string;
        };
        InstallPreflight: {
            /** @description Nothing stands in the way of `method`. */
            ready: boolean;
            /** @enum {string} */
            method: "brew" | "npm" | "docker";
            methods: components["schemas"]["InstallMethod"][];
            channel: components["schemas"]["ReleaseChannel"];
            version: string | null;
            port: number;
            /** @description The account that MoltBot will run as. */
            user: string;
            service_manager: components["schemas"]["ServiceManagerName"];
            service_managers: components["schemas"]["ServiceManagerChoice"][];
            state_dir: string;
            prefix: string;
            needs_bytes: number | null;
            checks: components["schemas"]["PreflightCheck"][];
            /** Format: date-time */
            checked_at: string;
        };
        InstallMethod: {
            /** @enum {string} */
            method: "brew" | "npm" | "docker";
            available: boolean;
            recommended: boolean;
            reason: string;
        };
        ServiceManagerChoice: {
            name: components["schemas"]["ServiceManagerName"];
            available: boolean;
            reason: string;
        };
        PreflightCheck: {
            /** @example disk */
            id: string;
            /** @enum {string} */
            status: "ok" | "warning" | "blocking" | "not_checked";
            finding: components["schemas"]["Finding"];
        };
        SshProbeRequest: {
            host: string;
            /** @default 22 */
            port: number;
            username?: string;
            auth?: {
                /** @enum {string} */
                type: "password" | "key" | "agent";
                password?: string | null;
                private_key_pem?: string | null;
                passphrase?: string | null;
            };
            host_key_sha256?: components["schemas"]["HostKeyFingerprint"];
        };
        SshProbe: {
            host: string;
            port: number;
            host_key: {
                /** @example ssh-ed25519 */
                type: string;
                sha256: string;
                /** @enum {string} */
                known: "unknown" | "known" | "changed";
                /** @description The key that was confirmed before. */
                confirmed_sha256: string | null;
            };
            facts: components["schemas"]["SshHostFacts"];
            checks: components["schemas"]["PreflightCheck"][];
            /** Format: date-time */
            probed_at: string;
        };
        SshHostFacts: {
            os: string;
            arch: string;
            hostname: string;
            cpu_cores: number | null;
            memory_bytes: number | null;
            disk_free_bytes: number | null;
            /** @example systemd */
            init: string | null;
            docker: string | null;
            node: string | null;
            moltbot: string | null;
            user: string;
            /** @enum {string} */
            root: "is_root" | "sudo_without_password" | "sudo_with_password" | "none";
        } | null;
        Config: {
            instance_id: string;
            path: string;
            /** @description The complete document as it is written, secrets masked. */
            config: {
                [key: string]: unknown;
            };
            /** @description The file as it is, comments and all, secrets masked. */
            text: string;
            /** @description What stands where a secret is. */
            mask: string;
            /** @description Paths that are masked. */
            secrets: string[];
            /** @description `sha256:` of the file; what `base_hash` takes. */
            hash: string;
            /** @description As MoltBot judges it; null where it was not asked. */
            valid: boolean | null;
            pending_invalid_edit: boolean;
            issues: components["schemas"]["ConfigError"][];
            /** @description The installed version, whose schema holds. */
            version: string | null;
            has_comments: boolean;
            trial: components["schemas"]["ConfigTrialOrNone"];
            /** Format: date-time */
            read_at: string;
        };
        ConfigTrial: {
            id: string;
            /** @enum {string} */
            status: "open" | "confirmed" | "reverted";
            hash: string;
            previous_hash: string;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            ends_at: string;
            job_id: string | null;
            instance_id?: string;
            by?: components["schemas"]["PersonOrNone"];
            reason?: string | null;
            changed_paths?: string[];
        };
        TrialConfirmation: {
            /** @description At the host, where MoltBot runs under the agent's own user. */
            owner_passphrase?: string;
        };
        ConfigTrialList: {
            items: components["schemas"]["ConfigTrial"][];
        };
        ConfigTrialOrNone: {
            id: string;
            /** @enum {string} */
            status: "open" | "confirmed" | "reverted";
            hash: string;
            previous_hash: string;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            ends_at: string;
            job_id: string | null;
        } | null;
        ConfigSchema: {
            version: string;
            /** @description Of the subtree; empty for the top level. */
            path: string;
            /** @description JSON Schema (draft-07) of the subtree, references resolved, cut at a depth with `x-more: true`. */
            schema: {
                [key: string]: unknown;
            } | null;
            /** @description By dotted path: label, help, group, sensitive, advanced, effect. */
            ui_hints: {
                [key: string]: unknown;
            };
            settings: components["schemas"]["ConfigSetting"][];
            /** @description Number of settings in the whole schema. */
            total: number;
        };
        ConfigSetting: {
            /** @description Dotted; `*` for a name that is chosen, `[]` for an item of a list. */
            path: string;
            /** @example boolean */
            type: string;
            title: string | null;
            help: string | null;
            group: string | null;
            sensitive: boolean;
            advanced: boolean;
            /** @description One of the few that everybody sets. */
            essential: boolean;
            enum: string[] | null;
            /** @description As JSON text. */
            default: string | null;
            /** @enum {string} */
            effect: "hot" | "restart" | "none";
        };
        ConfigDiffRequest: {
            config: {
                [key: string]: unknown;
            };
            text?: components["schemas"]["ConfigText"];
            base_hash?: components["schemas"]["ConfigHash"];
        };
        ConfigDiff: {
            base_hash: string;
            /** @description Of the file as it would be. */
            hash: string;
            changes: components["schemas"]["ConfigChange"][];
            /** @enum {string} */
            effect: "none" | "hot" | "restart";
            /** @enum {string} */
            risk: "low" | "medium" | "high";
            /** @description Paths at which a comment cannot be kept. */
            comments_lost: string[];
            lines: components["schemas"]["DiffLine"][];
        };
        ConfigChange: {
            path: string;
            /** @enum {string} */
            kind: "added" | "removed" | "changed";
            /** @description As JSON text, secrets masked. */
            before: string | null;
            after: string | null;
            /** @enum {string} */
            effect: "none" | "hot" | "restart";
            /** @enum {string} */
            risk: "low" | "medium" | "high";
            why: string | null;
        };
        DiffLine: {
            /** @enum {string} */
            kind: "same" | "added" | "removed" | "skipped";
            text: string;
            line: number | null;
        };
        ConfigVersion: {
            hash: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            author: "moltbot_ops" | "moltbot" | "person" | "unknown";
            by: components["schemas"]["PersonOrNone"];
            /** @example Changed by hand in the file. */
            cause: string;
            reason: string | null;
            valid: boolean | null;
            size_bytes: number;
            changed_paths: string[];
            job_id: string | null;
            audit_event_id: string | null;
            current: boolean;
            /** @description A copy is kept, so it can be put back. */
            restorable: boolean;
        };
        ConfigHistory: {
            items: components["schemas"]["ConfigVersion"][];
            next_cursor?: string | null;
        };
        ConfigRevertRequest: {
            hash: components["schemas"]["ConfigHash"];
            base_hash?: components["schemas"]["ConfigHash"];
            confirm_within_seconds?: components["schemas"]["TrialSeconds"];
        };
        /** @enum {string} */
        LogLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
        /** @description One line of a log, with everything secret or personal hidden. */
        LogEntry: {
            /** @description Where the line stands; good for `cursor`, also after a restart of the agent. */
            cursor: string;
            /**
             * Format: date-time
             * @description As the line says; null when it says none.
             */
            at: string | null;
            level: components["schemas"]["LogLevel"];
            /** @description Id of its source. */
            source: string;
            /** @example gateway/ws */
            subsystem: string | null;
            /** @description Line breaks and other control characters are shown as text. */
            message: string;
            /**
             * @description What kinds of things were hidden, each once.
             * @example [
             *       "telegram-token"
             *     ]
             */
            redactions: string[];
            /** @description The line is longer than 16 KiB; its end is left out. */
            truncated: boolean;
        };
        LogSource: {
            /** @example file */
            id: string;
            /** @enum {string} */
            kind: "file" | "journald" | "docker" | "supervisor";
            title: string;
            instance_id: string;
            available: boolean;
            /** @description Why it cannot be read, and what would help. */
            reason: string | null;
            /** @description All of its files together. */
            size_bytes: number | null;
            files: number | null;
            /** Format: date-time */
            oldest_at: string | null;
            /** Format: date-time */
            newest_at: string | null;
        };
        LogSourceList: {
            items: components["schemas"]["LogSource"][];
            next_cursor?: string | null;
        };
        LogSearchResult: {
            items: components["schemas"]["LogEntry"][];
            /** @description Continue from here; also when nothing was found yet. */
            next_cursor: string | null;
            /** @description False when the search stopped at its bound before it had read everything that was asked for. */
            complete: boolean;
            searched_bytes: number;
            /**
             * Format: date-time
             * @description Everything newer than this was searched.
             */
            searched_to: string | null;
        };
        /** @description Lines that are not there, and why. */
        LogGap: {
            /** @description How many lines; null when nobody can know. */
            lost: number | null;
            /** @description Null when lines of every source are missing. */
            source: string | null;
            /** @enum {string} */
            reason: "slow_client" | "truncated" | "rotated_away" | "unreadable" | "cursor_unknown";
            message: string;
        };
        LogFrame: {
            /** @enum {string} */
            event: "line" | "gap" | "state";
            /** @description The cursor to continue from. */
            id: string | null;
            line?: components["schemas"]["LogEntry"];
            gap?: components["schemas"]["LogGap"];
            state?: components["schemas"]["LogSource"];
        };
        LogTailResponse: {
            lines: string[];
            redacted: boolean;
            /** @description The same lines, oldest first, with what is known of each. */
            entries?: components["schemas"]["LogEntry"][];
            /** @description Follow from here. */
            cursor?: string | null;
            /** @description There are lines before the first one. */
            older?: boolean;
            sources?: components["schemas"]["LogSource"][];
            /**
             * Format: date-time
             * @description Until when this device may read lines as they are.
             */
            expires_at?: string | null;
        };
        /** @enum {string} */
        MetricName: "cpu_percent" | "mem_percent" | "disk_free_bytes" | "uptime_seconds" | "restart_count_24h" | "load_1m" | "mem_total_bytes" | "mem_available_bytes" | "swap_used_bytes" | "disk_total_bytes" | "disk_free_percent" | "state_dir_bytes" | "log_dir_bytes" | "gateway_up" | "gateway_cpu_percent" | "gateway_rss_bytes" | "gateway_open_files" | "gateway_threads" | "gateway_uptime_seconds" | "gateway_event_loop_delay_ms" | "gateway_event_loop_utilization" | "gateway_rpc_latency_ms" | "channels_configured" | "channels_connected" | "agent_cpu_percent" | "agent_rss_bytes";
        MetricSeries: {
            name: components["schemas"]["MetricName"];
            /** @enum {string} */
            unit: "percent" | "bytes" | "seconds" | "milliseconds" | "ratio" | "count";
            /** @description One for each time; null where nothing is known. */
            mean: (number | null)[];
            min: (number | null)[];
            max: (number | null)[];
        };
        MetricsHistory: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            step_seconds: number;
            /** @description Begin of each step, in seconds since 1970. */
            times: number[];
            series: components["schemas"]["MetricSeries"][];
            /**
             * Format: date-time
             * @description The oldest point that is kept at all.
             */
            kept_from: string | null;
        };
        MetricsForecast: {
            items: components["schemas"]["Forecast"][];
            /** Format: date-time */
            computed_at: string;
        };
        Forecast: {
            metric: components["schemas"]["MetricName"];
            /** @description Where it runs out, in the unit of the metric. */
            limit: number;
            /** @description One sentence for a person. */
            statement: string;
            /**
             * Format: date-time
             * @description Null when it does not run out at this rate, or too little is known.
             */
            eta: string | null;
            /** Format: date-time */
            earliest: string | null;
            /**
             * Format: date-time
             * @description Null when it may never happen.
             */
            latest: string | null;
            /** @enum {string} */
            confidence: "none" | "low" | "medium" | "high";
            rate_per_day: number | null;
            /** @description How much time the forecast is drawn from. */
            observed_hours: number;
        };
        MetricsSnapshot: {
            /** Format: float */
            cpu_percent: number;
            /** Format: float */
            mem_percent: number;
            disk_free_bytes: number;
            uptime_seconds: number;
            restart_count_24h: number;
            instance_id?: string | null;
            /** Format: date-time */
            observed_at?: string;
            /** @description How often it is measured. */
            interval_seconds?: number;
            load_1m?: number | null;
            mem_total_bytes?: number | null;
            mem_available_bytes?: number | null;
            swap_used_bytes?: number | null;
            /** @description Of the fullest watched file system. */
            disk_total_bytes?: number | null;
            /** @description Of the fullest watched file system. */
            disk_free_percent?: number | null;
            /** @description All files of MoltBot's state directory together. */
            state_dir_bytes?: number | null;
            log_dir_bytes?: number | null;
            /**
             * @description 1 when it runs and answers; null when that is unknown, which is never uptime.
             * @enum {integer|null}
             */
            gateway_up?: 0 | 1 | null;
            /** @description Of one core. */
            gateway_cpu_percent?: number | null;
            gateway_rss_bytes?: number | null;
            gateway_open_files?: number | null;
            gateway_threads?: number | null;
            gateway_uptime_seconds?: number | null;
            /** @description 99th percentile. */
            gateway_event_loop_delay_ms?: number | null;
            /** @description 0 to 1. */
            gateway_event_loop_utilization?: number | null;
            gateway_rpc_latency_ms?: number | null;
            channels_configured?: number | null;
            channels_connected?: number | null;
            /** @description Of one core. */
            agent_cpu_percent?: number | null;
            agent_rss_bytes?: number | null;
            disks?: components["schemas"]["Disk"][];
            /** @description What could not be measured; 0 in a field that may not be null means nothing then. */
            unknown?: components["schemas"]["MetricName"][];
        };
        AlertRule: {
            id?: string | null;
            name: string;
            /** @default true */
            enabled: boolean;
            condition: {
                /** @enum {string} */
                type: "gateway_disconnected" | "crash_loop" | "disk_low" | "auth_failures" | "high_memory" | "event_loop_stalled" | "config_invalid_pending" | "log_growth" | "unreachable_agent_data";
                /** @description In the unit of the condition (see /capabilities); null for its default. */
                threshold?: number | null;
            };
            notify: {
                channels: ("in_app" | "email" | "webhook" | "push")[];
                webhook_url?: string | null;
                email?: string | null;
                /** @description Signs messages (Standard Webhooks, `whsec_…`). Made by the agent when none is sent, and shown once, in the answer that made it. */
                webhook_secret?: string | null;
                /**
                 * @description The webhook may point into a private network.
                 * @default false
                 */
                allow_private_target: boolean;
                /**
                 * @description Also say when it is over.
                 * @default true
                 */
                resolved: boolean;
            };
            /** @description Null: every instance. */
            instance_id?: string | null;
            severity?: components["schemas"]["AlertSeverity"];
            /** @description It must hold so long before it is raised; null for the default of the condition. */
            for_seconds?: number | null;
            /** @description It is over only beyond this; null for the default of the condition. */
            clear_threshold?: number | null;
            /** @description After it was over, nothing is raised again for so long. */
            cooldown_seconds?: number | null;
            quiet_hours?: components["schemas"]["QuietHours"];
            state?: components["schemas"]["AlertRuleState"];
            /** Format: date-time */
            readonly state_since?: string | null;
            /** @description The rule in words. */
            readonly sentence?: string;
            /** Format: date-time */
            readonly updated_at?: string | null;
        };
        AlertRules: {
            rules: components["schemas"]["AlertRule"][];
        };
        /** @enum {string} */
        AlertSeverity: "critical" | "warning" | "info";
        /**
         * @description `unknown`: what it needs is not known now, which is neither good nor bad.
         * @enum {string}
         */
        AlertRuleState: "ok" | "pending" | "firing" | "unknown" | "disabled";
        /** @description Nothing is sent in these hours except what is critical; it is raised and shown all the same, and sent when they end if it still holds. */
        QuietHours: {
            /** @example 22:00 */
            from: string;
            /** @example 07:00 */
            to: string;
            /** @example Europe/Berlin */
            time_zone: string;
            /** @description On which they begin; every day unless said otherwise. */
            days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /** @default false */
            critical_too: boolean;
        } | null;
        /** @enum {string} */
        AlertEventState: "firing" | "acknowledged" | "resolved";
        AlertEvent: {
            /** @description Stable; every message about it carries it. */
            id: string;
            /** @description Null when the rule is gone. */
            rule_id: string | null;
            rule_name: string;
            instance_id: string | null;
            /** @example disk_low */
            condition: string;
            severity: components["schemas"]["AlertSeverity"];
            state: components["schemas"]["AlertEventState"];
            /** @description False while nobody can tell whether it still holds. */
            known: boolean;
            title: string;
            /** @description What is so, since when, and what to do. */
            message: string;
            value: number | null;
            threshold: number | null;
            /** Format: date-time */
            raised_at: string;
            /** Format: date-time */
            resolved_at: string | null;
            /** Format: date-time */
            acknowledged_at: string | null;
            acknowledged_by: components["schemas"]["PersonOrNone"];
            note: string | null;
            /** @description Nothing was sent, because of a silence or quiet hours. */
            silenced: boolean;
            evidence: components["schemas"]["Evidence"][];
            deliveries: components["schemas"]["Delivery"][];
        };
        AlertEventList: {
            items: components["schemas"]["AlertEvent"][];
            next_cursor?: string | null;
            /** @description How many hold now, whatever was asked for. */
            firing: number;
        };
        AlertAcknowledgement: {
            note?: string;
        };
        AlertPreviewRequest: {
            rule: components["schemas"]["AlertRule"];
            /** @default 7 */
            days: number;
        };
        AlertPreview: {
            /** @example It would have fired three times in the last seven days. */
            sentence: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @description Of how much of that time enough is known to judge. */
            known_percent: number;
            firings: components["schemas"]["AlertFiring"][];
            truncated: boolean;
        };
        AlertFiring: {
            /** Format: date-time */
            from: string;
            /**
             * Format: date-time
             * @description Null while it holds.
             */
            to: string | null;
            value: number | null;
        };
        AlertTest: {
            /** @description Null when that is not known. */
            would_fire: boolean | null;
            state: components["schemas"]["AlertRuleState"];
            value: number | null;
            sentence: string;
            deliveries: components["schemas"]["Delivery"][];
        };
        AlertSilenceRequest: {
            /** @description Null: every rule. */
            rule_id?: string | null;
            /** @description Null: every instance. */
            instance_id?: string | null;
            /**
             * Format: date-time
             * @description Now unless said otherwise.
             */
            starts_at?: string;
            /**
             * Format: date-time
             * @description At most 30 days after the start.
             */
            ends_at: string;
            reason: string;
        };
        AlertSilence: {
            id: string;
            rule_id: string | null;
            instance_id: string | null;
            /** Format: date-time */
            starts_at: string;
            /** Format: date-time */
            ends_at: string;
            reason: string;
            by: components["schemas"]["Person"];
            /** Format: date-time */
            created_at: string;
        };
        AlertSilenceList: {
            items: components["schemas"]["AlertSilence"][];
            next_cursor?: string | null;
        };
        /**
         * @description `dead`: given up after the last try. `withheld`: not sent, because of a silence or quiet hours.
         * @enum {string}
         */
        DeliveryStatus: "waiting" | "delivered" | "dead" | "withheld";
        Delivery: {
            /** @description Stable over all tries: `webhook-id` of a webhook, part of the `Message-ID` of a mail. */
            id: string;
            /** @description Null for a test. */
            event_id: string | null;
            /** @enum {string} */
            kind: "raised" | "resolved" | "test" | "heartbeat";
            /** @enum {string} */
            channel: "in_app" | "email" | "webhook" | "push";
            /** @description So much of the address as is no secret. */
            target: string | null;
            status: components["schemas"]["DeliveryStatus"];
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            next_attempt_at: string | null;
            /** Format: date-time */
            delivered_at: string | null;
            /** @description What the other side answered. */
            receipt: string | null;
            error: string | null;
        };
        DeliveryList: {
            items: components["schemas"]["Delivery"][];
            next_cursor?: string | null;
        };
        NotificationSettings: {
            smtp: components["schemas"]["SmtpSettings"];
            heartbeat: components["schemas"]["HeartbeatSettings"];
        };
        SmtpSettings: {
            host: string;
            port: number;
            /**
             * @description `none` is allowed on this host only.
             * @default starttls
             * @enum {string}
             */
            security: "tls" | "starttls" | "none";
            user?: string | null;
            /** @description Write-only. Left out: as it is. Null: none. */
            password?: string | null;
            readonly has_password?: boolean;
            from: string;
        } | null;
        /** @description An address that is called as long as the agent is well, so that somebody watches the watcher. */
        HeartbeatSettings: {
            /** @description Write-only. Left out: as it is. */
            url?: string;
            readonly shown_url?: string;
            /** @default 300 */
            every_seconds: number;
            /** @default false */
            allow_private_target: boolean;
            /** Format: date-time */
            readonly last_ok_at?: string | null;
            readonly last_error?: string | null;
        } | null;
        /** @description What is left out stays; null switches it off. */
        NotificationSettingsUpdate: {
            smtp?: components["schemas"]["SmtpSettings"];
            heartbeat?: components["schemas"]["HeartbeatSettings"];
        };
        OpsActionRequest: {
            /** @enum {string} */
            action: "start" | "stop" | "restart" | "upgrade" | "backup" | "restore" | "rollback";
            params?: {
                [key: string]: unknown;
            };
            confirmation_token?: string | null;
        };
        OpsActionResult: {
            ok: boolean;
            message: string;
            audit_event_id: string;
            job_id?: string | null;
            status?: components["schemas"]["ActionStatus"];
        };
        SupportBundleRequest: {
            /** @default true */
            include_logs: boolean;
            /** @default true */
            include_config_redacted: boolean;
            /** @default true */
            include_metrics: boolean;
            /** @default true */
            include_audit: boolean;
            /**
             * Format: date-time
             * @description Logs and measurements from here on; a day unless said otherwise.
             */
            since?: string;
            /** @description What went wrong, for whoever reads it. */
            note?: string;
        };
        SupportBundleResponse: {
            bundle_id: string;
            download_url: string;
            redacted: boolean;
            status?: components["schemas"]["SupportBundleStatus"];
        };
        /**
         * @description `refused`: the last look through the finished archive found something that looks like a secret, so it is not handed over.
         * @enum {string}
         */
        SupportBundleStatus: "building" | "ready" | "refused" | "failed";
        Redaction: {
            /** @example telegram-token */
            class: string;
            count: number;
        };
        SupportBundleFile: {
            /** @example logs/gateway.jsonl */
            path: string;
            title: string;
            /** @description Where it comes from. */
            source: string;
            size_bytes: number;
            sha256: string;
            redactions: components["schemas"]["Redaction"][];
            /** @description There was more than a bundle may hold; the newest is kept. */
            truncated: boolean;
        };
        SupportBundle: {
            id: string;
            status: components["schemas"]["SupportBundleStatus"];
            instance_id: string | null;
            note: string | null;
            /** @description How it stands, in a sentence. */
            message: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When it is deleted by itself.
             */
            expires_at: string;
            size_bytes: number | null;
            sha256: string | null;
            progress: number;
            files: components["schemas"]["SupportBundleFile"][];
            redactions: components["schemas"]["Redaction"][];
            /** @description What could not be had, and why. */
            missing: string[];
            by: components["schemas"]["Person"];
            download_url: string | null;
        };
        SupportBundleList: {
            items: components["schemas"]["SupportBundle"][];
            next_cursor?: string | null;
        };
        SupportBundlePreview: {
            path: string;
            text: string;
            offset: number;
            next_offset: number | null;
        };
        Error: {
            /**
             * @description From the closed catalogue `x-problems`.
             * @example unauthorized
             */
            code: string;
            /** @description What happened and what to do. */
            message: string;
            request_id?: string;
            details?: components["schemas"]["ErrorDetail"][];
            retry_after_seconds?: number;
        };
        ErrorDetail: {
            /** @example /pairing_code */
            path: string;
            message: string;
        };
    };
    responses: {
        /** @description The request does not fit the contract (`validation_failed`, with `details`). */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Unauthorized */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not for this role, this way, or this host name. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such thing. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A stream is answered only as `text/event-stream`. */
        NotAcceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It is not in the state that the request assumes. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is larger than 1 MiB. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is not `application/json`. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It is understood and cannot be done; the message says why and what can. */
        Unprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Only a WebSocket is answered here. */
        UpgradeRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description It needs an approval first (`POST /confirmations`). */
        ConfirmationRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Too many requests from this client. */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A fault of the agent; the request id finds it in the agent's log. */
        Internal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Part of the contract, not built in this version. */
        NotAvailableYet: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The agent is stopping, overloaded, or cannot write its state. */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /** @description The gateway that is meant; without it the default one. */
        InstanceId: string;
        Id: string;
        /** @description Continue after this event id. For clients that cannot set `Last-Event-ID`. */
        Cursor: string;
        Limit: number;
        /** @description `next_cursor` of the page before. */
        PageCursor: string;
        /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
        ConfirmationToken: string;
        /** @description The same key with the same request within 24 hours gives the first answer again; nothing happens twice. */
        IdempotencyKey: string;
        /** @description Only lines of this source (`id` of `/logs/sources`); may be repeated. */
        LogSources: string[];
        /** @description Only lines of this level or a more severe one. Lines that name no level are of level `info`. */
        LogLevel: components["schemas"]["LogLevel"];
        /** @description The cursor of a line; names a place in every source. */
        LogCursor: string;
        LastEventId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    startPairing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PairStartRequest"];
            };
        };
        responses: {
            /** @description Pairing started */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairStartResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirmPairing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PairConfirmRequest"];
            };
        };
        responses: {
            /** @description Paired */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthTokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPendingPairings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Waiting pairings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingPairingList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    approvePairing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PairingApproval"];
            };
        };
        responses: {
            /** @description Approved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingPairing"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    denyPairing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PairingDenial"];
            };
        };
        responses: {
            /** @description Denied */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingPairing"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createPairingLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PairingLinkRequest"];
            };
        };
        responses: {
            /** @description The link, shown once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingLink"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description New tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthTokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    setPassphrase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PassphraseRequest"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Script tokens, without their values */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The token, shown once */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedToken"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Paired devices */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceUpdate"];
            };
        };
        responses: {
            /** @description The device */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Continue after this event id. For clients that cannot set `Last-Event-ID`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCapabilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Capabilities */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Capabilities"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSystemInfo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description System info */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemInfo"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSimulation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Scenario, seed and clock */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateSimulation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimulationUpdate"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listInstances: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Instances */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstanceUpdate"];
            };
        };
        responses: {
            /** @description The instance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMoltbotStatus: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Status */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoltBotStatus"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMoltbotTimeline: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bars of 5 minutes and named changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    installLocal: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
                /** @description The same key with the same request within 24 hours gives the first answer again; nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstallLocalRequest"];
            };
        };
        responses: {
            /** @description Install started */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAccepted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    installSsh: {
        parameters: {
            query?: never;
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
                /** @description The same key with the same request within 24 hours gives the first answer again; nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstallSshRequest"];
            };
        };
        responses: {
            /** @description Install started */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAccepted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    validateConfig: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigValidateRequest"];
            };
        };
        responses: {
            /** @description Validation result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigValidationResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    applyConfig: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
                /** @description The same key with the same request within 24 hours gives the first answer again; nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigApplyRequest"];
            };
        };
        responses: {
            /** @description Applied */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigApplyResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    tailLogs: {
        parameters: {
            query?: {
                /** @description Only lines of this source (`id` of `/logs/sources`); may be repeated. */
                source?: components["parameters"]["LogSources"];
                /** @description Only lines of this level or a more severe one. Lines that name no level are of level `info`. */
                level?: components["parameters"]["LogLevel"];
                /** @description The cursor of a line; names a place in every source. */
                cursor?: components["parameters"]["LogCursor"];
                /** @description Which side of the cursor; lines come oldest first either way. */
                direction?: "before" | "after";
                lines?: number;
                redact?: boolean;
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Log lines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogTailResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamLogs: {
        parameters: {
            query?: {
                /** @description Only lines of this source (`id` of `/logs/sources`); may be repeated. */
                source?: components["parameters"]["LogSources"];
                /** @description Only lines of this level or a more severe one. Lines that name no level are of level `info`. */
                level?: components["parameters"]["LogLevel"];
                /** @description The cursor of a line; names a place in every source. */
                cursor?: components["parameters"]["LogCursor"];
                redact?: boolean;
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: {
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchLogs: {
        parameters: {
            query?: {
                /** @description Text that the line holds; case does not matter. Looked for in the redacted line, so that a secret cannot be guessed. */
                q?: string;
                /** @description Only lines of this source (`id` of `/logs/sources`); may be repeated. */
                source?: components["parameters"]["LogSources"];
                /** @description Only lines of this level or a more severe one. Lines that name no level are of level `info`. */
                level?: components["parameters"]["LogLevel"];
                from?: string;
                to?: string;
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
                limit?: components["parameters"]["Limit"];
                /** @description The cursor of a line; names a place in every source. */
                cursor?: components["parameters"]["LogCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lines, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogSearchResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    listLogSources: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sources, also those that cannot be read now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogSourceList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    followLogs: {
        parameters: {
            query?: {
                /** @description Only lines of this source (`id` of `/logs/sources`); may be repeated. */
                source?: components["parameters"]["LogSources"];
                /** @description Only lines of this level or a more severe one. Lines that name no level are of level `info`. */
                level?: components["parameters"]["LogLevel"];
                /** @description The cursor of a line; names a place in every source. */
                cursor?: components["parameters"]["LogCursor"];
                redact?: boolean;
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each message is one frame of the stream as JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogFrame"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            426: components["responses"]["UpgradeRequired"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCurrentMetrics: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metrics snapshot */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricsSnapshot"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMetricsHistory: {
        parameters: {
            query: {
                /** @description Named as the fields of MetricsSnapshot; may be repeated. */
                series: components["schemas"]["MetricName"][];
                /** @description An hour ago unless said otherwise. */
                from?: string;
                /** @description Now unless said otherwise. */
                to?: string;
                /** @description Seconds between points; chosen so that there are at most 2,000 unless said otherwise. */
                step?: number;
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Points; none is an answer too */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricsHistory"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPrometheusMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text exposition, version 0.0.4 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMetricsForecast: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One forecast for each thing that can run out */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricsForecast"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAlertRules: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRules"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    saveAlertRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertRule"];
            };
        };
        responses: {
            /** @description Saved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    previewAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertPreviewRequest"];
            };
        };
        responses: {
            /** @description What the rule would have done with what was measured */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertPreview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    testAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it says now, and what became of each message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertTest"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAlertEvents: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
                state?: components["schemas"]["AlertEventState"];
                rule_id?: string;
                from?: string;
                to?: string;
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. */
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertEventList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAlertEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    acknowledgeAlertEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AlertAcknowledgement"];
            };
        };
        responses: {
            /** @description The event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAlertSilences: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Silences that hold or will, the soonest end first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSilenceList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAlertSilence: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request within 24 hours gives the first answer again; nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertSilenceRequest"];
            };
        };
        responses: {
            /** @description It holds */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSilence"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteAlertSilence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                event_id?: string;
                status?: components["schemas"]["DeliveryStatus"];
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. */
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deliveries, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    getNotificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings, secrets as masks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateNotificationSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotificationSettingsUpdate"];
            };
        };
        responses: {
            /** @description The settings, secrets as masks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    runOpsAction: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
                /** @description The same key with the same request within 24 hours gives the first answer again; nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpsActionRequest"];
            };
        };
        responses: {
            /** @description Result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpsActionResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSupportBundle: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SupportBundleRequest"];
            };
        };
        responses: {
            /** @description Bundle metadata + download URL */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportBundleResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSupportBundles: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. */
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bundles, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportBundleList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSupportBundle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bundle with its manifest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportBundle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSupportBundle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    previewSupportBundleFile: {
        parameters: {
            query: {
                /** @description As it stands in the manifest. */
                path: string;
                /** @description Where to begin, in bytes. */
                offset?: number;
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A part of the file, exactly as it is in the bundle */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportBundlePreview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    downloadSupportBundle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The zip archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    listConfirmations: {
        parameters: {
            query?: {
                status?: "pending" | "approved" | "used" | "denied" | "expired";
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. */
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Confirmations, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmationList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createConfirmation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request within 24 hours gives the first answer again; nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmationRequest"];
            };
        };
        responses: {
            /** @description The plan, waiting for a person */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    getConfirmation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposal and how it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    approveConfirmation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalRequest"];
            };
        };
        responses: {
            /** @description Approved. The token is shown here and never again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    denyConfirmation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DenialRequest"];
            };
        };
        responses: {
            /** @description Denied */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listStandingApprovals: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. */
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Standing approvals, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingApprovalList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createStandingApproval: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandingApprovalRequest"];
            };
        };
        responses: {
            /** @description It holds from now on */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingApproval"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeStandingApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
                status?: "accepted" | "running" | "cancelling" | "succeeded" | "failed" | "cancelled" | "interrupted";
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. */
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Jobs, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamJobEvents: {
        parameters: {
            query?: {
                /** @description Continue after this event id. For clients that cannot set `Last-Event-ID`. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is being cancelled */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
                action?: string;
                outcome?: components["schemas"]["AuditOutcome"];
                subject?: string;
                confirmation_id?: string;
                job_id?: string;
                from?: string;
                to?: string;
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. */
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAuditEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry; its id is its sequence number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    verifyAudit: {
        parameters: {
            query?: {
                /** @description Fingerprint of the key that must have signed the checkpoints; without it the verdict is at best `unanchored`. */
                key?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                from_seq?: number;
                to_seq?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A header line, the entries as they were written, the checkpoints */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAuditCheckpoints: {
        parameters: {
            query?: {
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. */
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Checkpoints, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditCheckpointList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listVersions: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the registry told it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    preflightInstall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["InstallPreflightRequest"];
            };
        };
        responses: {
            /** @description Every method with its reason, and what stands in the way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstallPreflight"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    probeSsh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SshProbeRequest"];
            };
        };
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SshProbe"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getConfig: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The configuration */
            200: {
                headers: {
                    /** @description The hash of the file, quoted. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getConfigSchema: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
                /** @description Dotted path of a subtree; without it the top level. */
                path?: string;
                /** @description Words to find in path, title and help; the answer then holds `settings` only. */
                search?: string;
                /** @description Every setting as one flat list. */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A part of the schema with hints for a form */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigSchema"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    diffConfig: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigDiffRequest"];
            };
        };
        responses: {
            /** @description The changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigDiff"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listConfigHistory: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
                limit?: components["parameters"]["Limit"];
                /** @description `next_cursor` of the page before. */
                cursor?: components["parameters"]["PageCursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Versions, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigHistory"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    diffConfigVersions: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
                /** @description The changes lead from this version; without it the newest. */
                from?: components["schemas"]["ConfigHash"];
                /** @description To this version; without it the newest. */
                to?: components["schemas"]["ConfigHash"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The changes; `effect` and `risk` are those of going from one to the other now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigDiff"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revertConfig: {
        parameters: {
            query?: {
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: {
                /** @description Needed where the operation needs consent; from `POST /confirmations/{id}/approve`. */
                "X-Confirmation-Token"?: components["parameters"]["ConfirmationToken"];
                /** @description The same key with the same request within 24 hours gives the first answer again; nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigRevertRequest"];
            };
        };
        responses: {
            /** @description Reverted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigApplyResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["ConfirmationRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    listConfigTrials: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The open trials, the one that ends first at the top */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigTrialList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirmConfigTrial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TrialConfirmation"];
            };
        };
        responses: {
            /** @description Kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigTrial"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
}
