using System.Collections.Immutable;
using System.CommandLine;
using NetDashboard.Storage.ShareLinks;
using NetDashboard.Storage.Transfer;
using NetDashboard.Walls.Control;

namespace NetDashboard.Commands;

/// <summary><c>share create</c>: makes a link and prints its address, once.</summary>
internal static class ShareCreation
{
    public static Command Create(Func<string?, StorePlace> findStore)
    {
        var inventories = new Option<string[]>("--inventory") { Description = "Inventories of the library whose latest state is shown, for example campus.yaml; all when left out.", AllowMultipleArgumentsPerToken = true };
        var scan = new Option<Guid?>("--scan") { Description = "A scan to show in their place: the ID in the address of its page." };
        var where = new Option<string>("--where") { Description = "Devices to show, for example \"site=ams and tag=core\"; see docs/filters.md.", DefaultValueFactory = _ => string.Empty };
        var name = new Option<string?>("--name") { Description = "What the link is called: where the screen hangs, or whose it is. Made of what it shows when left out." };
        var expires = ShareCommand.CreateExpires();
        var redact = new Option<bool>("--redact") { Description = "Leaves addresses out, also of names." };
        var theme = new Option<string>("--theme") { Description = $"{LinkTheme.Help}.", DefaultValueFactory = _ => "dark" };
        var rotate = new Option<int?>("--rotate") { Description = "Shows the inventories one after the other, each for so many seconds, 5 to 3600; together when left out." };
        var sound = new Option<bool>("--sound") { Description = "What newly fails is heard." };
        var qr = new Option<bool>("--qr") { Description = "Draws the QR code of the address, too, if standard error is a terminal." };
        var data = ShareCommand.CreateData();
        var command = new Command(
            "create",
            "Shares a wall: prints the address that opens it, alone, on standard output. It is told this once, and opens the wall for whoever has it. Exit code 0 when the link is made, 2 when none is, 130 when interrupted.")
        {
            inventories, scan, where, name, expires, redact, theme, rotate, sound, qr, data,
        };
        theme.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && LinkTheme.Apply(token.Value, Empty) is null)
            {
                result.AddError($"--theme takes {LinkTheme.Help}.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(scan) is not null && result.GetValue(inventories) is [_, ..])
            {
                result.AddError("--scan and --inventory do not go together: a wall shows one or the other.");
            }
            else if (result.GetValue(rotate) is not null && result.GetValue(inventories) is not [_, _, ..])
            {
                result.AddError("--rotate needs several inventories to show one after the other.");
            }
        });
        command.SetAction((parsed, _) =>
        {
            var filter = parsed.GetRequiredValue(where).Trim();
            var names = parsed.GetValue(inventories) ?? [];
            var views = parsed.GetValue(scan) is { } one ? [new WallView { Scan = one, Filter = filter }] : ViewsOf(names, filter, parsed.GetValue(rotate) is not null);
            var end = LinkEnd.Parse(parsed.GetRequiredValue(expires), TimeProvider.System.GetUtcNow());
            var plan = Empty with { Views = views, IsRedacted = parsed.GetValue(redact), HasSound = parsed.GetValue(sound), RotateSeconds = parsed.GetValue(rotate) ?? Empty.RotateSeconds };
            var draft = new ShareLinkDraft
            {
                Name = parsed.GetValue(name) ?? NameOf(parsed.GetValue(scan), names, filter),
                Plan = LinkTheme.Apply(parsed.GetRequiredValue(theme), plan)!,
                ExpiresAt = end,
                CreatedBy = Environment.UserName is { Length: > 0 } user ? user : null,
            };
            return ShareCommand.RunAsync(findStore, parsed.GetValue(data), (client, cancellationToken) => MakeAsync(client, draft, parsed.GetValue(qr), cancellationToken));
        });
        return command;
    }

    private static WallPlan Empty { get; } = new() { Views = [] };

    private static ImmutableArray<WallView> ViewsOf(string[] names, string filter, bool isInTurns) => isInTurns
        ? [.. names.Select(name => new WallView { Inventories = [name], Filter = filter })]
        : [new WallView { Inventories = [.. names], Filter = filter }];

    private static string NameOf(Guid? scan, string[] names, string filter)
    {
        var what = scan is { } id ? $"Scan {id:D}" : names.Length > 0 ? string.Join(", ", names) : "All inventories";
        var name = filter.Length > 0 ? $"{what} where {filter}" : what;
        return name.Length <= ShareLinkDraft.MaxName ? name : string.Concat(name.AsSpan(0, ShareLinkDraft.MaxName - 1), "…");
    }

    private static async Task MakeAsync(ShareClient client, ShareLinkDraft draft, bool isDrawn, CancellationToken cancellationToken)
    {
        // A draft that cannot be is refused by the dashboard, in the same words as on the page.
        var made = await client.SendAsync<MadeShare>(HttpMethod.Post, "/shares", draft, cancellationToken).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(made.Address).ConfigureAwait(false);
        if (isDrawn && !Console.IsErrorRedirected)
        {
            await Console.Error.WriteAsync(TerminalQr.Draw(made.Address)).ConfigureAwait(false);
        }

        await Console.Error.WriteLineAsync($"{ShareList.Describe(made.Link)}. The address is told this once: only its hash is kept.").ConfigureAwait(false);
        if (made.IsLocal)
        {
            await Console.Error.WriteLineAsync("Walls are served where the pages are. For screens elsewhere set Walls:Urls, for example to http://0.0.0.0:5081: that listener serves walls and nothing else.").ConfigureAwait(false);
        }
    }
}
