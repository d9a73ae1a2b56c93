using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;

namespace NetDashboard.Tests.Components.Rendering;

/// <summary>Parameters of a component, given by name and type.</summary>
public sealed class ComponentParameters<T>
    where T : IComponent
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public ComponentParameters<T> Add<TValue>(Expression<Func<T, TValue>> parameter, TValue value)
    {
        _values[((MemberExpression)parameter.Body).Member.Name] = value;
        return this;
    }

    internal ParameterView ToView() => ParameterView.FromDictionary(_values);
}
