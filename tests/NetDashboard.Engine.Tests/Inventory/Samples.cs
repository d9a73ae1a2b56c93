namespace NetDashboard.Engine.Tests.Inventory;

/// <summary>A good file of every format, each with secrets that no finding and no stored file may show.</summary>
internal static class Samples
{
    /// <summary>All secrets in them.</summary>
    public static readonly string[] Canaries = ["Kanari-Pw1#", "Kanari-En2!", "Kanari-Pp3?", "kanaripw4", "Kanari en5", "Kanari-Un6"];

    public static readonly (string Name, string Text)[] All =
    [
        ("a.yaml", """
            # A remark, Kanari-Un6
            - host: 192.0.2.1
              port: 22
              auth_username: admin
              auth_password: Kanari-Pw1#
              auth_secondary: "Kanari-En2!"   # Kanari-Un6
              auth_private_key: /keys/k
              auth_private_key_passphrase: 'Kanari-Pp3?'
              auth_strict_key: false
              timeout_socket: 5.5
              comms_prompt_pattern: '^\w+[#>]$'
              platform: cisco_iosxe
              transport: asyncssh
              transport_options:
                asyncssh:
                  kex_algs: [diffie-hellman-group14-sha1, curve25519-sha256]
            - host: "r2.example.net"
              auth_password: kanaripw4
              auth_secondary: Kanari en5
              transport: "asynctelnet"
              auth_bypass: no
              channel_log: Kanari-Un6
              unheard_of: Kanari-Un6
            - host: 2001:db8::1
              auth_password: |-
                Kanari-Pw1#
              platform: 'arista_eos'
            """),
        ("b.yaml", """
            [
              {host: 192.0.2.1, auth_password: Kanari-Pw1#, auth_secondary: "Kanari-En2!", platform: cisco_iosxe, port: 22},
              {"host":"r2","auth_password":"kanaripw4","auth_secondary":"Kanari en5","transport":"telnet","port":23},
              {auth_private_key_passphrase: 'Kanari-Pp3?', "host": "r3", auth_strict_key: false, profile: legacy, auth_private_key: /k}
            ]
            """),
        ("c.yaml", """
            defaults: {auth_username: admin, auth_password: "Kanari-Pw1#", auth_strict_key: false}
            groups:
              ams: {groups: [europe], site: Amsterdam, variant: [Kanari-Un6, {a: Kanari-Un6}]}
              europe: {auth_secondary: Kanari-En2!}
            devices:
              r1: {host: 192.0.2.1, groups: [ams]}
              r2: {host: 192.0.2.2, groups: europe, auth_password: kanaripw4}
            """),
        ("hosts.yaml", """
            hosts:
              r1:
                hostname: 192.0.2.1
                password: Kanari-Pw1#
                groups: [edge]
                data: {site: ams, snmp: {community: Kanari-Un6}}
                connection_options:
                  scrapli:
                    extras: {auth_secondary: Kanari-En2!, auth_strict_key: false}
              r2: {hostname: r2, connection_options: {netmiko: {password: kanaripw4, extras: {secret: Kanari en5}}}}
            groups:
              edge: {username: admin, platform: ios}
            defaults: {password: 'Kanari-Pp3?'}
            """),
        ("d.yaml", """
            all:
              vars:
                ansible_user: admin
                ansible_password: "Kanari-Pw1#"
                snmp_community: Kanari-Un6 # Kanari-Un6
              children:
                ios:
                  vars: {ansible_network_os: cisco.ios.ios, ansible_become_password: Kanari-En2!}
                  hosts:
                    sw[01:03].example.net:
                    r1: {ansible_host: 192.0.2.1, ansible_ssh_pass: 'Kanari-Pp3?'}
                old: {hosts: {r2: {ansible_connection: telnet, ansible_password: kanaripw4}}}
            """),
        ("e.yaml", """
            __meta__: {encryption: false}
            r1: {device_type: cisco_ios, host: 192.0.2.1, username: admin, password: "Kanari-Pw1#", secret: Kanari-En2!}
            r2:
              device_type: cisco_nxos_telnet
              ip: 192.0.2.2
              password: kanaripw4
              secret: Kanari en5
              session_log: Kanari-Un6
            core: [r1, r2]
            """),
    ];
}
