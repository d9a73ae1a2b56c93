using Microsoft.Extensions.Logging;
using NetDashboard.Inventory.Files;
using NetDashboard.Live;
using NetDashboard.Storage.Histories;

namespace NetDashboard.Walls;

/// <summary>What feeds are made of.</summary>
internal sealed record WallParts(
    ScanService Scans, ScanHistory History, InventoryLibrary Library, ViewPainter Painter, ServerIdentity Server, TimeProvider Time, ILogger<WallDesk> Logger);
