import { agentPort, moltbotPort, productFolder } from './remote-layout.ts'

/**
 * Tells what a host is, one fact a line, as `name=value`. It only reads. One script, because every command more is one
 * more round trip, and every host has a POSIX shell.
 */
export const factsScript = `
LC_ALL=C; export LC_ALL
PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"; export PATH
say() { printf '%s=%s\\n' "$1" "$(printf '%s' "$2" | tr '\\n\\r' '  ' | cut -c1-300)"; }
have() { command -v "$1" >/dev/null 2>&1; }
brief() { if have timeout; then timeout 5 "$@"; else "$@"; fi; }
say system "$(uname -s)"
say arch "$(uname -m)"
say hostname "$(uname -n)"
say user "$(id -un)"
say uid "$(id -u)"
say home "$HOME"
say os "$( (. /etc/os-release && printf '%s' "$PRETTY_NAME") 2>/dev/null)"
say libc "$(getconf GNU_LIBC_VERSION 2>/dev/null || ldd --version 2>&1 | head -n 1)"
say cores "$(getconf _NPROCESSORS_ONLN 2>/dev/null)"
say memory "$(awk '/^MemTotal:/ {printf "%.0f", $2 * 1024}' /proc/meminfo 2>/dev/null)"
place=/opt; [ -d "$place" ] || place=/
say disk "$(df -Pk "$place" 2>/dev/null | awk 'NR == 2 {printf "%.0f", $4 * 1024}')"
say home_disk "$(df -Pk "$HOME" 2>/dev/null | awk 'NR == 2 {printf "%.0f", $4 * 1024}')"
if [ -d /run/systemd/system ]; then say init systemd; else say init "$(ps -p 1 -o comm= 2>/dev/null)"; fi
if [ "$(id -u)" = 0 ]; then say root is_root
elif ! have sudo; then say root none
elif brief sudo -n true >/dev/null 2>&1; then say root sudo_without_password
else say root sudo_with_password; fi
say node "$(brief node -p 'process.versions.node' 2>/dev/null)"
say node_path "$(brief node -p 'process.execPath' 2>/dev/null)"
say npm "$(command -v npm 2>/dev/null)"
say docker "$(brief docker version --format '{{.Server.Version}}' 2>/dev/null)"
for program in openclaw moltbot clawdbot; do
  if have "$program"; then say moltbot "$(command -v "$program")"; break; fi
done
for folder in .openclaw .moltbot .clawdbot; do
  [ -d "$HOME/$folder" ] && say moltbot_state "$HOME/$folder"
done
[ -e ${productFolder} ] && say agent ${productFolder}
[ -e /etc/systemd/system/moltbot-ops.service ] && say agent /etc/systemd/system/moltbot-ops.service
listens() { awk -v port="$1" '$4 == "0A" { n = split($2, a, ":"); if (a[n] == port) found = 1 } END { print found + 0 }' /proc/net/tcp /proc/net/tcp6 2>/dev/null; }
say agent_port "$(listens ${hex(agentPort)})"
say moltbot_port "$(listens ${hex(moltbotPort)})"
for program in tar gzip sha256sum; do have "$program" || say missing "$program"; done
say end 1
`

/** A port as /proc/net/tcp has it. */
function hex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0')
}
