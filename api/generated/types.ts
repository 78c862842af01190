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
         * @description Events: `status` (MoltBotStatus), `timeline` (a change that was observed), `instances`, `pairing`, `devices`, `simulation`, and `gap` with the number of events that were lost. A heartbeat comment comes every 15 seconds. The stream begins with the present status of every instance.
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
         * @description SSE stream of log lines. Use EventSource in web clients. For mobile, consider a websocket variant in implementation.
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
            /** @example 0.2.0 */
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
        };
        InstallSshRequest: {
            /** @example 203.0.113.10 */
            host: string;
            /** @default 22 */
            port: number;
            username: string;
            auth: {
                /** @enum {string} */
                type: "password" | "key";
                password?: string | null;
                private_key_pem?: string | null;
            };
            /**
             * @default docker
             * @enum {string}
             */
            method: "docker" | "native";
        };
        JobAccepted: {
            job_id: string;
            /** @example accepted */
            status: string;
        };
        ConfigValidateRequest: {
            config: {
                [key: string]: unknown;
            };
        };
        ConfigValidationResult: {
            valid: boolean;
            errors: components["schemas"]["ConfigError"][];
            warnings: components["schemas"]["ConfigError"][];
        };
        ConfigError: {
            /** @example gateway.url */
            path: string;
            message: string;
            /** @enum {string} */
            severity: "error" | "warning";
        };
        ConfigApplyRequest: {
            config: {
                [key: string]: unknown;
            };
            /** @default true */
            backup_before_apply: boolean;
        };
        ConfigApplyResult: {
            applied: boolean;
            backup_id?: string | null;
            next_steps: string[];
        };
        LogTailResponse: {
            lines: string[];
            redacted: boolean;
        };
        MetricsSnapshot: {
            /** Format: float */
            cpu_percent: number;
            /** Format: float */
            mem_percent: number;
            disk_free_bytes: number;
            uptime_seconds: number;
            restart_count_24h: number;
        };
        AlertRule: {
            id?: string | null;
            name: string;
            /** @default true */
            enabled: boolean;
            condition: {
                /** @enum {string} */
                type: "gateway_disconnected" | "crash_loop" | "disk_low" | "auth_failures";
                threshold?: number | null;
            };
            notify: {
                channels: ("in_app" | "email" | "webhook" | "push")[];
                webhook_url?: string | null;
                email?: string | null;
            };
        };
        AlertRules: {
            rules: components["schemas"]["AlertRule"][];
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
        };
        SupportBundleRequest: {
            /** @default true */
            include_logs: boolean;
            /** @default true */
            include_config_redacted: boolean;
            /** @default true */
            include_metrics: boolean;
        };
        SupportBundleResponse: {
            bundle_id: string;
            download_url: string;
            redacted: boolean;
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
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateDevice: {
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
            header?: never;
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
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    installSsh: {
        parameters: {
            query?: never;
            header?: never;
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
            header?: never;
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
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    tailLogs: {
        parameters: {
            query?: {
                lines?: number;
                redact?: boolean;
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
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
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotAvailableYet"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamLogs: {
        parameters: {
            query?: {
                redact?: boolean;
                /** @description The gateway that is meant; without it the default one. */
                instance_id?: components["parameters"]["InstanceId"];
            };
            header?: never;
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
    listAlertRules: {
        parameters: {
            query?: never;
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
            header?: never;
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
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
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
            header?: never;
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
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
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
}
