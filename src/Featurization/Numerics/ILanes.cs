namespace Cluster.Featurization.Numerics;

/// <summary>Some doubles side by side, one frame in each lane: what transforms are written in, so that one text serves every width of
/// vector.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Lanes: 8, 4 or 2.</summary>
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, double right);

    /// <summary>Lane by lane.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary><c>factor scale + addend</c>, rounded once where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf factor, double scale, TSelf addend);

    /// <summary><c>factor scale - subtrahend</c>, rounded once where the machine can.</summary>
    static abstract TSelf MultiplySubtract(TSelf factor, double scale, TSelf subtrahend);

    /// <summary><c>left right + addend</c> lane by lane, rounded once where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>Each lane's distance from 0.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary><c>re re + im im</c>, rounded once less where the machine can.</summary>
    static abstract TSelf SumOfSquares(TSelf re, TSelf im);

    /// <summary>Widens <see cref="Count"/> floats.</summary>
    static abstract TSelf Load(ref readonly float source);

    /// <summary>Rounds to <see cref="Count"/> floats.</summary>
    static abstract void Store(TSelf value, ref float target);
}
