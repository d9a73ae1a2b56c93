using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components.RenderTree;

#pragma warning disable BL0006 // Render trees are what a renderer works on; a test host has no other way.

namespace NetDashboard.Tests.Components.Rendering;

/// <summary>Writes render trees as HTML; event handlers become attributes that hold their ids.</summary>
internal sealed class MarkupWriter(Func<int, ArrayRange<RenderTreeFrame>> framesOf, StringBuilder html)
{
    public const string EventPrefix = "test-event:";

    private static readonly HashSet<string> s_void = new(StringComparer.OrdinalIgnoreCase) { "br", "hr", "img", "input", "link", "meta" };

    public void Write(int componentId)
    {
        var frames = framesOf(componentId);
        Write(frames.Array, 0, frames.Count);
    }

    private void Write(RenderTreeFrame[] frames, int from, int to)
    {
        for (var i = from; i < to;)
        {
            i = WriteOne(frames, i);
        }
    }

    private int WriteOne(RenderTreeFrame[] frames, int at)
    {
        ref var frame = ref frames[at];
        switch (frame.FrameType)
        {
            case RenderTreeFrameType.Element:
                WriteElement(frames, at, at + frame.ElementSubtreeLength);
                return at + frame.ElementSubtreeLength;

            case RenderTreeFrameType.Component:
                Write(frame.ComponentId);
                return at + frame.ComponentSubtreeLength;

            case RenderTreeFrameType.Region:
                Write(frames, at + 1, at + frame.RegionSubtreeLength);
                return at + frame.RegionSubtreeLength;

            case RenderTreeFrameType.Text:
                html.Append(WebUtility.HtmlEncode(frame.TextContent));
                return at + 1;

            case RenderTreeFrameType.Markup:
                html.Append(frame.MarkupContent);
                return at + 1;

            default:
                return at + 1;
        }
    }

    private void WriteElement(RenderTreeFrame[] frames, int at, int end)
    {
        var name = frames[at].ElementName;
        html.Append('<').Append(name);
        var child = at + 1;
        for (; child < end && frames[child].FrameType is RenderTreeFrameType.Attribute; child++)
        {
            WriteAttribute(frames[child]);
        }

        html.Append('>');
        if (!s_void.Contains(name))
        {
            Write(frames, child, end);
            html.Append("</").Append(name).Append('>');
        }
    }

    private void WriteAttribute(RenderTreeFrame frame)
    {
        if (frame.AttributeEventHandlerId > 0)
        {
            html.Append($" {EventPrefix}{frame.AttributeName}=\"{frame.AttributeEventHandlerId}\"");
        }
        else if (frame.AttributeValue is true)
        {
            html.Append($" {frame.AttributeName}");
        }
        else if (frame.AttributeValue is string value)
        {
            html.Append($" {frame.AttributeName}=\"{WebUtility.HtmlEncode(value)}\"");
        }
    }
}
